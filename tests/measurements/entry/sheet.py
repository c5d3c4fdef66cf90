"""The sheet of a quarter: opened, read, sent and saved by itself through the browser's eyes."""

import html
from datetime import timedelta
from decimal import Decimal

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Satker, User
from agreements.models import Indikator, TargetTriwulan
from kinerja.metode import Metode
from measurements.models import Analisis, BuktiDukung, JadwalTriwulan, Realisasi
from measurements.states import StatusRealisasi
from tests.factories import make_indikator, make_pk, make_realisasi, make_sasaran, sign_pk

TAHUN, TRIWULAN = 2023, 2
LENGKAP = {"penyebab": "Satu", "upaya": "Dua", "hambatan": "Tiga", "rekomendasi": "Empat"}


def buka(satker: Satker, sampai: int = 30) -> None:
    """A calendar that is open today; a negative number of days leaves it closed since then."""
    hari = timezone.localdate() + timedelta(days=sampai)
    mulai = hari - timedelta(days=90)
    JadwalTriwulan.objects.create(
        satker=satker, tahun=TAHUN, triwulan=TRIWULAN, buka=mulai, tenggat=hari, toleransi=hari, tutup=hari
    )


def ukur(satker: Satker, metode: Metode = Metode.LANGSUNG, target: int = 75, **isi) -> Indikator:
    """One indikator that is measured in the quarter."""
    pk = satker.perjanjian_kinerja.first() or make_pk(satker)
    if metode == Metode.PREDIKAT:
        isi |= {"skala": "akip", "target": None, "target_predikat": "B", "satuan": "Predikat"}
    if metode == Metode.REKAP_SATKER:
        isi |= {"skala": "akip", "kriteria": "B", "kriteria_nilai": Decimal(60)}
    indikator = make_indikator(isi.pop("sasaran", None) or make_sasaran(pk), metode=metode, **isi)
    TargetTriwulan.objects.create(indikator=indikator, triwulan=TRIWULAN, nilai=target)
    return indikator


def tetapkan(satker: Satker) -> None:
    """Sign the PK: figures can be handed in now, and nothing more be promised."""
    sign_pk(satker.perjanjian_kinerja.get())


def url(nama: str, indikator: Indikator) -> str:
    return reverse(f"measurements:{nama}", args=[indikator.pk, TRIWULAN])


def sheet(satker: Satker, nama: str = "isi") -> str:
    return reverse(f"measurements:{nama}", args=[satker.slug, TAHUN, TRIWULAN])


def lihat(client: Client, alamat: str) -> str:
    response = client.get(alamat)
    assert response.status_code == 200
    return html.unescape(response.text)


def kirim(client: Client, indikator: Indikator, **isi) -> str:
    """Post the form and follow it to the sheet."""
    response = client.post(url("simpan", indikator), {"aksi": "simpan", "versi": "0"} | isi)
    assert response.status_code == 302
    return lihat(client, response.url)


def komponen(*baris: tuple[str, str, str]) -> dict[str, str]:
    return {
        f"komponen-{nomor}-{kolom}": isi
        for nomor, satu in enumerate(baris)
        for kolom, isi in zip(("nama", "pembilang", "penyebut"), satu, strict=True)
    }


def autosave(client: Client, indikator: Indikator, **isi) -> dict:
    response = client.post(url("draf", indikator), {"versi": "0"} | isi)
    assert response.status_code == 200
    return response.json()


def isi_lengkap(satker: Satker, staf: User, **isi) -> Realisasi:
    indikator = ukur(satker, **isi)
    baris = make_realisasi(
        indikator, triwulan=TRIWULAN, status=StatusRealisasi.DRAF, nilai=75, diisi_oleh=staf
    )
    Analisis.objects.create(realisasi=baris, **LENGKAP)
    BuktiDukung.objects.create(realisasi=baris, urutan=1, judul="Laporan")
    return baris
