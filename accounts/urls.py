"""Signing in and out, one's own account, the satker one may see."""

from django.contrib.auth.views import LoginView
from django.urls import path

from accounts import second_step_views, views
from accounts.forms import LoginForm
from accounts.people_urls import urlpatterns as people_urlpatterns

app_name = "accounts"
login = LoginView.as_view(
    template_name="accounts/login.html", authentication_form=LoginForm, redirect_authenticated_user=True
)
urlpatterns = [
    path("akun/masuk/", login, name="login"),
    path("akun/keluar/", views.sign_out, name="logout"),
    path("akun/", views.me, name="me"),
    path("akun/kode/", second_step_views.code, name="kode"),
    path("akun/kode/pasang/", second_step_views.enrol, name="kode_pasang"),
    path("akun/kode/pemulihan/", second_step_views.recovery, name="kode_pemulihan"),
    path("satker/", views.satker_list, name="satker_list"),
    *people_urlpatterns,
]
