"""Signature blocks and the statement page of a PK, in the shape of the KPU form and in words of our own."""

from django.utils import timezone

from accounts.models import Pejabat
from agreements.models import PerjanjianKinerja
from kinerja import angka
from reports.document import Blok, Celah, Identitas, Paragraf, Penanda, TandaTangan, Teks
from reports.models import LaporanKinerja, Reviu
from ui.words import jumlah_kata


def tanda_tangan_lkj(laporan: LaporanKinerja) -> tuple[Blok, ...]:
    """Place, date, office and name of who signs the LKj."""
    if laporan.penandatangan is None or laporan.tanggal is None:
        return (Celah("Penandatangan dan tanggal LKj belum ditetapkan.", laporan.get_absolute_url()),)
    tempat_tanggal = f"{laporan.tempat}, {angka.tanggal(laporan.tanggal)}"
    return (TandaTangan((_penanda("", laporan.penandatangan),), tempat_tanggal),)


def pernyataan_pk(perjanjian: PerjanjianKinerja) -> tuple[Blok, ...]:
    """Page 1 of a PK: both parties, what each undertakes, Pihak Kedua left and Pihak Pertama right."""
    pertama, kedua = perjanjian.pihak_pertama, perjanjian.pihak_kedua
    if pertama is None or kedua is None or perjanjian.tanggal is None:
        return (Celah("Para pihak Perjanjian Kinerja belum lengkap.", perjanjian.get_absolute_url()),)
    return (
        Paragraf((Teks(f"PERJANJIAN KINERJA TAHUN {perjanjian.tahun}", "strong"),)),
        _paragraf(
            "Untuk menjalankan pemerintahan yang bekerja dengan baik, terbuka, dapat "
            "dipertanggungjawabkan, dan mengutamakan hasil, kami yang namanya tercantum di bawah ini:"
        ),
        Identitas((("Nama", pertama.nama), ("Jabatan", pertama.sebutan_lengkap))),
        Paragraf((Teks("dalam perjanjian ini disebut "), Teks("Pihak Pertama", "strong"), Teks("; dan"))),
        Identitas((("Nama", kedua.nama), ("Jabatan", kedua.sebutan_lengkap))),
        Paragraf(
            (
                Teks("atasan langsung Pihak Pertama, dalam perjanjian ini disebut "),
                Teks("Pihak Kedua", "strong"),
                Teks("."),
            )
        ),
        _paragraf(
            "Pihak Pertama menyanggupi tercapainya target kinerja tahunan sebagaimana dimuat dalam tabel "
            "perjanjian ini, sejalan dengan target jangka menengah yang telah direncanakan, dan menanggung "
            "akibat keberhasilan maupun kegagalannya."
        ),
        _paragraf(
            "Pihak Kedua membina dan mengawasi pelaksanaannya, menilai capaian terhadap perjanjian ini, "
            "serta menindaklanjuti hasil penilaian itu dengan penghargaan atau sanksi."
        ),
        TandaTangan((_penanda("Pihak Kedua", kedua), _penanda("Pihak Pertama", pertama)), _di(perjanjian)),
    )


def tanda_tangan_lampiran_pk(perjanjian: PerjanjianKinerja) -> Blok:
    """The block under the PK's table: Pihak Pertama alone."""
    if perjanjian.pihak_pertama is None or perjanjian.tanggal is None:
        return Celah("Pihak Pertama Perjanjian Kinerja belum ditetapkan.", perjanjian.get_absolute_url())
    return TandaTangan((_penanda("", perjanjian.pihak_pertama),), _di(perjanjian))


def pernyataan_reviu(laporan: LaporanKinerja, reviu: Reviu) -> tuple[Blok, ...]:
    """The page that a finished reviu adds to the report: what was looked at, by whom and when."""
    hari = timezone.localtime(reviu.selesai_pada).date()
    hasil = (
        "Seluruh butir yang direviu terpenuhi."
        if not reviu.belum_terpenuhi
        else f"Sebanyak {jumlah_kata(reviu.belum_terpenuhi)} butir belum terpenuhi dan diterangkan dalam "
        "lembar reviu."
    )
    return (
        _paragraf(
            f"Laporan Kinerja {laporan.satker.nama} Tahun {laporan.tahun} telah direviu menurut format, "
            "mekanisme penyusunan, dan substansinya. Isi laporan tetap menjadi tanggung jawab satuan kerja "
            "yang menyusunnya."
        ),
        _paragraf(
            f"Reviu memberi keyakinan terbatas atas keandalan informasi kinerja yang disajikan. {hasil}"
        ),
        TandaTangan(
            (Penanda("", "Pereviu", reviu.selesai_oleh.nama),), f"{laporan.tempat}, {angka.tanggal(hari)}"
        ),
    )


def _di(perjanjian: PerjanjianKinerja) -> str:
    return f"{perjanjian.tempat}, {angka.tanggal(perjanjian.tanggal)}"


def _penanda(peran: str, pejabat: Pejabat) -> Penanda:
    return Penanda(peran, pejabat.sebutan_lengkap, pejabat.nama)


def _paragraf(isi: str) -> Paragraf:
    return Paragraf((Teks(isi),))
