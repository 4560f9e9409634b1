from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("owner/<str:token>/", views.create_owner, name="owner"),
]
