"""This site, saying of each public page whether it was kept (`X-Cache`), as with DEBUG."""

from config.wsgi import application

application.tells = True
