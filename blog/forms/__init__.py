"""Forms: what someone typed to what the verbs take, and a refusal back to the field it is about."""
