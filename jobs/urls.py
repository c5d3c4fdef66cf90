"""Pages of background work: none of their own yet."""

urlpatterns: list = []
