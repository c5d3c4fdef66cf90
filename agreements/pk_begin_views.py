"""Where a PK begins: the list of a satker's PK, the ways to begin one, and a change of one in force."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.action_forms import ActionForm
from accounts.actions import Ditolak
from accounts.permissions import Permission
from accounts.place import enter, switchable, switcher
from accounts.policy import can
from agreements import pk_begin, queries
from agreements.models import PerjanjianKinerja
from agreements.pk_forms import ChangeForm
from agreements.pk_pages import pk_in_reach, pk_url, sheet_page, susun_url
from agreements.pk_sheet import Beda, banding, lembar_indikator, lembar_kepala, lembar_sasaran
from agreements.pk_views import COMPOSE, judul, posted
from agreements.states import JenisPerubahan
from kinerja.angka import rupiah

CARA = {"lalu": pk_begin.begin_from_last, "renstra": pk_begin.begin_from_renstra}


@switchable
def daftar(request: HttpRequest, satker: str) -> HttpResponse:
    """Every PK of a satker in every version, newest first, and the year that may be begun."""
    found = enter(request, satker, Permission.READ_AGREEMENT)
    semua = queries.riwayat_perjanjian(found)
    tahun = max([timezone.localdate().year, *(satu.tahun + 1 for satu in semua)], default=0)
    ada = {satu.tahun for satu in semua}
    pilihan = [satu for satu in range(min([tahun, *ada]), tahun + 1) if satu not in ada]
    konteks = {
        "satker": found,
        "perjanjian": [(satu, pk_url(satu), judul(satu)) for satu in semua],
        "boleh_mulai": can(request.user, COMPOSE, found),
        "tahun_baru": sorted(pilihan, reverse=True)[:5],
        "pemilih": switcher(request.user, found, None),
    }
    return render(request, "agreements/pk_list.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def mulai(request: HttpRequest, satker: str, tahun: int) -> HttpResponse:
    """The ways to begin the PK of a year; one is taken by its button."""
    found = enter(request, satker, COMPOSE, tahun)
    ada = queries.perjanjian_berlaku(found, tahun)
    if ada is not None:
        return redirect("agreements:pk", found.slug, tahun)
    form = ActionForm(posted(request))
    cara = CARA.get(request.POST.get("cara", ""))
    status = 200
    if request.method == "POST" and cara and form.is_valid():
        try:
            return redirect(susun_url(cara(found, tahun, by=request.user)))
        except Ditolak as galat:
            form.refuse(galat)
            status = 422
    lalu = queries.pk_tahun_lalu(found, tahun)
    renstra = queries.renstra_tahun(found, tahun)
    konteks = {
        "satker": found,
        "tahun": tahun,
        "tahun_lalu": tahun - 1,
        "judul": f"Mulai Perjanjian Kinerja tahun {tahun}",
        "form": form,
        "lalu": lalu,
        "renstra": renstra,
        "banyak_iku": sum(len(isi) for _, isi in pk_begin.isi_renstra(renstra, tahun)) if renstra else 0,
    }
    return render(request, "agreements/pk_begin.html", konteks, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def perubahan(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a change of a PK in force, with the kind of reason and its text; one that has begun is shown."""
    perjanjian = pk_in_reach(request, pk, COMPOSE)
    berjalan = PerjanjianKinerja.objects.filter(menggantikan=perjanjian).first()
    if berjalan and request.method != "POST":
        messages.info(request, "Perubahan sudah dimulai; inilah versi itu.")
        return redirect(pk_url(berjalan))
    form = ChangeForm(posted(request), initial={"jenis": request.GET.get("jenis", "")})
    baru: list[PerjanjianKinerja] = []

    def save() -> None:
        isi = form.cleaned_data
        baru.append(
            pk_begin.begin_change(perjanjian, JenisPerubahan(isi["jenis"]), isi["alasan"], by=request.user)
        )

    response = sheet_page(
        request, perjanjian, form, save, title="Mulai Perjanjian Kinerja Perubahan", button="Mulai perubahan",
        lead=f"Dari versi {perjanjian.versi}, yang tetap berlaku sampai perubahannya ditetapkan.",
        back=pk_url(perjanjian), langkah=True, done="Draf perubahan dibuat dari versi yang berlaku.",
    )  # fmt: skip
    return redirect(susun_url(baru[0])) if baru else response


def bandingkan(request: HttpRequest, pk: int) -> HttpResponse:
    """A change beside the version that it replaces."""
    perjanjian = pk_in_reach(request, pk, Permission.READ_AGREEMENT)
    lama = perjanjian.menggantikan
    if lama is None:
        return redirect(pk_url(perjanjian))
    konteks = {
        "perjanjian": perjanjian,
        "lama": lama,
        "satker": perjanjian.satker,
        "judul": judul(perjanjian),
        "url_pk": pk_url(perjanjian),
        "kepala": banding(lembar_kepala(lama), lembar_kepala(perjanjian)),
        "sasaran": _banding_sasaran(lama, perjanjian),
        "indikator": _banding_indikator(lama, perjanjian),
        "anggaran": _banding_anggaran(lama, perjanjian),
    }
    return render(request, "agreements/pk_compare.html", konteks)


def _banding_sasaran(lama: PerjanjianKinerja, baru: PerjanjianKinerja) -> list[tuple[str, list[Beda]]]:
    """The sasaran that differ, by their place; a link counts as well as words."""
    kiri, kanan = (
        {
            satu.urutan: lembar_sasaran(satu)
            for satu in pk.sasaran_kegiatan.select_related("sasaran_strategis")
        }
        for pk in (lama, baru)
    )
    semua = [
        (f"Sasaran {urutan}", banding(kiri.get(urutan), kanan.get(urutan)))
        for urutan in sorted({*kiri, *kanan})
    ]
    return [(nama, beda) for nama, beda in semua if beda]


def _banding_indikator(lama: PerjanjianKinerja, baru: PerjanjianKinerja) -> list[tuple[str, str, list[Beda]]]:
    """(name, what happened to it, the fields that differ) of every indikator that is not as it was."""
    sebelum = {satu.pk: satu for satu in queries.indikator_utuh(lama)}
    hasil = []
    for satu in queries.indikator_utuh(baru):
        asal = sebelum.pop(satu.asal_id, None)
        beda = banding(lembar_indikator(asal) if asal else None, lembar_indikator(satu))
        if beda:
            hasil.append((f"Indikator {satu.nomor}. {satu.nama}", "diubah" if asal else "ditambahkan", beda))
    for satu in sebelum.values():
        hasil.append(
            (f"Indikator {satu.nomor}. {satu.nama}", "dihapus", banding(lembar_indikator(satu), None))
        )
    return hasil


def _banding_anggaran(lama: PerjanjianKinerja, baru: PerjanjianKinerja) -> list[tuple[str, str, str, bool]]:
    """(programme, old, new, whether they differ), the sum last."""
    kiri, kanan = ({satu.kode: satu for satu in pk.anggaran_program.all()} for pk in (lama, baru))
    baris = []
    for kode in {**kiri, **kanan}:
        a, b = kiri.get(kode), kanan.get(kode)
        nilai = [rupiah(satu.nilai) if satu else "" for satu in (a, b)]
        baris.append(((b or a).program, *nilai, nilai[0] != nilai[1]))
    jumlah = [rupiah(sum(satu.nilai for satu in isi.values())) for isi in (kiri, kanan)]
    return [*baris, ("Jumlah", *jumlah, jumlah[0] != jumlah[1])]
