"""Rows for tests: small functions with defaults that hold every constraint; dates are passed in."""

from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_step_middleware
from accounts.models import Bagian, Pejabat, Penugasan, Satker, User
from accounts.permissions import Peran
from agreements.iku_actions import words
from agreements.models import (
    IKU,
    SEJAK,
    AnggaranProgram,
    Indikator,
    KeputusanIKU,
    KunciTahun,
    LampiranIKU,
    Misi,
    PerjanjianKinerja,
    PredikatCapaian,
    Renstra,
    SasaranKegiatan,
    SasaranStrategis,
    SkalaNilai,
    TahunKinerja,
    TargetIKU,
    TargetTriwulan,
    Tujuan,
    Turunan,
)
from agreements.states import StatusPK
from budget.models import BarisDipa, Dipa, RealisasiAnggaran, RevisiDipa, Unggahan
from jobs.files import write_whole
from jobs.models import Job
from kinerja.metode import Metode
from kinerja.periode import Agregasi
from measurements.models import Analisis, BuktiDukung, CapaianLalu, Realisasi, TabelPendukung
from measurements.states import StatusRealisasi
from reports.frozen import sidik, to_json
from reports.manuscript import KIND_NASKAH, Ketentuan, susun_naskah
from reports.models import LaporanKinerja, Naskah, Pengesahan
from reports.states import StatusLkj

PASSWORD = "kata-sandi-uji-2023"
MULAI = date(2020, 1, 1)
VERIFIKASI = datetime(2024, 1, 10, 3, 0, tzinfo=UTC)
DITANDATANGANI = datetime(2023, 4, 17, 3, 0, tzinfo=UTC)
_nomor = count(1)


def pass_forced_login(sender: object, request: Any, **isi: Any) -> None:
    """`client.force_login` stands for the whole login, second step included. A real one has an address."""
    if "REMOTE_ADDR" not in request.META:
        request.session[second_step_middleware.SESSION_KEY] = True


user_logged_in.connect(pass_forced_login)


def make_totp(user: User, **isi: Any) -> TOTPDevice:
    """An authenticator app that has been set up."""
    return TOTPDevice.objects.create(user=user, **({"name": "Uji"} | isi))


def make_satker(nama: str = "", *, induk: Satker | None = None, **isi: Any) -> Satker:
    nomor = next(_nomor)
    # Five digits: four could be a year, which the checker would miss in a report of another.
    nama = nama or f"KPU Kab. Uji {nomor:05d}"
    dasar = {
        "kode": f"{nomor:06d}",
        "slug": nama.lower().replace(".", "").replace(" ", "-"),
        "nama_panjang": nama.replace("KPU", "Komisi Pemilihan Umum"),
        "jenis": Satker.Jenis.KABUPATEN if induk else Satker.Jenis.PROVINSI,
        "wilayah": nama.removeprefix("KPU "),
        "ibu_kota": "Ibu Kota",
        "urutan": nomor,
    }
    return Satker.objects.create(nama=nama, induk=induk, **(dasar | isi))


def make_user(username: str = "", **isi: Any) -> User:
    username = username or f"pengguna{next(_nomor)}"
    email = f"{username}@uji.invalid"
    return User.objects.create_user(
        username, email, PASSWORD, **({"nama": username.replace("-", " ").capitalize()} | isi)
    )


def logs_in(username: str, password: str) -> bool:
    """Whether the login page takes a name and a password."""
    isi = {"username": username, "password": password}
    return Client().post(reverse("accounts:login"), isi).status_code == 302


def make_penugasan(user: User, satker: Satker, peran: Peran = Peran.PEMBACA, **isi: Any) -> Penugasan:
    return Penugasan.objects.create(user=user, satker=satker, peran=peran, **({"mulai": MULAI} | isi))


def make_member(satker: Satker, peran: Peran = Peran.PEMBACA, **isi: Any) -> User:
    """A user with one duty."""
    user = make_user(**isi)
    make_penugasan(user, satker, peran)
    return user


def make_pejabat(satker: Satker, jabatan: str = Pejabat.Jabatan.SEKRETARIS, **isi: Any) -> Pejabat:
    dasar = {"nama": "Nama Pejabat", "sebutan": f"{jabatan.capitalize()} {satker.nama}", "mulai": MULAI}
    return Pejabat.objects.create(satker=satker, jabatan=jabatan, **(dasar | isi))


def make_bagian(satker: Satker, **isi: Any) -> Bagian:
    nomor = next(_nomor)
    return Bagian.objects.create(satker=satker, **({"kode": f"bagian-{nomor}", "nama": "Bagian Umum"} | isi))


def make_tahun(tahun: int = 2023, **isi: Any) -> TahunKinerja:
    dasar = {"lantai": Decimal(0), "plafon": None, "batas_efisiensi": Decimal(20)}
    return TahunKinerja.objects.create(tahun=tahun, **(dasar | isi))


def make_predikat(tahun: TahunKinerja, nama: str, bawah: int | None, atas: int | None, **isi: Any):
    return PredikatCapaian.objects.create(tahun=tahun, nama=nama, bawah=bawah, atas=atas, **isi)


def make_skala_akip() -> list[SkalaNilai]:
    batas = [("D", None, 30), ("C", 30, 50), ("CC", 50, 60), ("B", 60, 70), ("BB", 70, 80), ("A", 80, 90)]
    batas.append(("AA", 90, None))
    return [
        SkalaNilai.objects.create(skala="akip", nama=nama, bawah=bawah, atas=atas)
        for nama, bawah, atas in batas
    ]


def make_pk(satker: Satker, tahun: int = 2023, **isi: Any) -> PerjanjianKinerja:
    """A PK with parties and a day, not signed yet: rows come first, then the signatures (`sign_pk`).

    With a signed status it is signed at once, and nothing can be put below it any more.
    """
    if isi.get("versi", 1) > 1:
        lama = PerjanjianKinerja.objects.filter(satker=satker, tahun=tahun, versi=isi["versi"] - 1).first()
        lama = lama or make_pk(satker, tahun, versi=isi["versi"] - 1, status=StatusPK.DIGANTIKAN)
        isi = {"menggantikan": lama, "alasan_perubahan": "Anggaran berubah"} | isi
    status = isi.pop("status", None)
    dasar: dict[str, Any] = {}
    if status not in (StatusPK.DRAF, StatusPK.DIAJUKAN):
        dasar = {
            "tanggal": date(tahun, 4, 17),
            "tempat": "Ibu Kota",
            "pihak_pertama": make_pejabat(satker),
            "pihak_kedua": make_pejabat(satker, Pejabat.Jabatan.KETUA),
        }
    pk = PerjanjianKinerja.objects.create(satker=satker, tahun=tahun, **(dasar | isi))
    return pk if status in (None, StatusPK.DRAF) else sign_pk(pk, status)


def sign_pk(pk: PerjanjianKinerja, status: StatusPK = StatusPK.DITETAPKAN) -> PerjanjianKinerja:
    """Bring a PK to a state as the loader of examples does: with the moments, without persons."""
    pk.status = status
    for langkah, sejak in SEJAK.items():
        setattr(pk, f"{langkah}_pada", DITANDATANGANI if status in sejak else None)
    pk.save()
    return pk


def make_sasaran(pk: PerjanjianKinerja, **isi: Any) -> SasaranKegiatan:
    urutan = isi.pop("urutan", None) or pk.sasaran_kegiatan.count() + 1
    dasar = {"uraian": f"Meningkatnya hal ke-{urutan}"}
    return SasaranKegiatan.objects.create(perjanjian=pk, urutan=urutan, **(dasar | isi))


def make_indikator(sasaran: SasaranKegiatan, **isi: Any) -> Indikator:
    nomor = next(_nomor)
    dasar = {
        "nomor": nomor,
        "nama": f"Persentase hal ke-{nomor}",
        "target": Decimal(100),
        "satuan": "%",
        "metode": Metode.LANGSUNG.value,
        "agregasi": Agregasi.NILAI_AKHIR.value,
        "cara_perhitungan": "Bagian yang selesai dibagi seluruhnya",
    }
    return Indikator.objects.create(sasaran=sasaran, **(dasar | isi))


def make_turunan(indikator: Indikator, **isi: Any) -> Turunan:
    """What a Bagian of its own does for an indikator, unless said otherwise."""
    dasar = {"uraian": "Menyusun bahan"} | isi
    if "bagian" not in dasar:
        dasar["bagian"] = make_bagian(indikator.sasaran.perjanjian.satker)
    return Turunan.objects.create(indikator=indikator, **dasar)


def make_realisasi(indikator: Indikator, **isi: Any) -> Realisasi:
    """A verified realisasi of the fourth quarter, unless said otherwise."""
    dasar: dict[str, Any] = {"triwulan": 4, "status": StatusRealisasi.TERVERIFIKASI}
    isi = dasar | isi
    if isi["status"] in (StatusRealisasi.TERVERIFIKASI, StatusRealisasi.TERKUNCI):
        isi = {"diverifikasi_oleh": make_user(), "diverifikasi_pada": VERIFIKASI} | isi
    return Realisasi.objects.create(indikator=indikator, **isi)


def make_kinerja(satker: Satker, capaian: list[list[object]], tahun: int = 2023) -> PerjanjianKinerja:
    """A PK whose sasaran hold one indikator per number: the realisasi against a target of 100.

    None leaves an indikator without realisasi.
    """
    pk = make_pk(satker, tahun)
    for angka in capaian:
        sasaran = make_sasaran(pk)
        for satu in angka:
            indikator = make_indikator(sasaran)
            if satu is not None:
                make_realisasi(indikator, nilai=Decimal(str(satu)))
    return pk


def make_rich_indikator(pk: PerjanjianKinerja) -> Indikator:
    """An indikator with everything its page can show."""
    indikator = make_indikator(
        make_sasaran(pk), standar_nasional=Decimal(90), penanggung_jawab=make_bagian(pk.satker)
    )
    TargetTriwulan.objects.create(indikator=indikator, triwulan=4, nilai=100)
    realisasi = make_realisasi(indikator, nilai=Decimal("98.075"), keterangan="Dihitung dari daftar.")
    Analisis.objects.create(realisasi=realisasi, penyebab="Satu.\nDua.", upaya="Tiga.")
    BuktiDukung.objects.create(realisasi=realisasi, urutan=1, judul="Laporan", tanggal=date(2024, 1, 5))
    CapaianLalu.objects.create(indikator=indikator, tahun=pk.tahun - 1, capaian=Decimal("66.67"))
    TabelPendukung.objects.create(
        indikator=indikator,
        kunci="fasilitas",
        urutan=1,
        judul="Fasilitas",
        kolom=[
            {"kunci": "nama", "judul": "Nama", "jenis": "teks"},
            {"kunci": "baik", "judul": "Baik", "jenis": "bilangan", "jumlah": True},
        ],
        baris=[["Meja", "108"], ["Kursi", "285"]],
    )
    return indikator


def make_anggaran_program(pk: PerjanjianKinerja, kode: str, nilai: int) -> AnggaranProgram:
    urutan = pk.anggaran_program.count() + 1
    return AnggaranProgram.objects.create(
        perjanjian=pk, urutan=urutan, kode=kode, program=f"Program {kode}", nilai=nilai
    )


def make_renstra(satker: Satker, **isi: Any) -> Renstra:
    """A Renstra 2020-2024 with one misi, tujuan, sasaran strategis and IKU with a target for 2023."""
    renstra = Renstra.objects.create(
        satker=satker, **({"tahun_mulai": 2020, "tahun_selesai": 2024, "visi": "Visi satker"} | isi)
    )
    Misi.objects.create(renstra=renstra, urutan=1, uraian="Misi pertama")
    make_iku(make_sasaran_strategis(make_tujuan(renstra)), target=Decimal(90))
    return renstra


def make_tujuan(renstra: Renstra) -> Tujuan:
    urutan = renstra.tujuan.count() + 1
    return Tujuan.objects.create(renstra=renstra, urutan=urutan, uraian=f"Tujuan ke-{urutan}")


def make_sasaran_strategis(tujuan: Tujuan) -> SasaranStrategis:
    urutan = tujuan.sasaran_strategis.count() + 1
    return SasaranStrategis.objects.create(tujuan=tujuan, urutan=urutan, uraian="Sasaran strategis")


def make_iku(sasaran: SasaranStrategis, target: Decimal | None = None, **isi: Any) -> IKU:
    urutan = sasaran.iku.count() + 1
    dasar = {"urutan": urutan, "nama": f"IKU ke-{urutan}", "satuan": "%"}
    iku = IKU.objects.create(sasaran_strategis=sasaran, **(dasar | isi))
    if target is not None:
        TargetIKU.objects.create(iku=iku, tahun=2023, nilai=target)
    return iku


def make_lampiran_iku(keputusan: KeputusanIKU, iku: IKU) -> LampiranIKU:
    """A row of a decree's Lampiran, in the words the IKU has now."""
    urutan = keputusan.lampiran.count() + 1
    return LampiranIKU.objects.create(keputusan=keputusan, iku=iku, urutan=urutan, **words(iku))


def make_keputusan_iku(satker: Satker, **isi: Any) -> KeputusanIKU:
    dasar = {
        "tahun": 2024,
        "nomor": "32 Tahun 2024",
        "tanggal": date(2024, 1, 19),
        "tempat": "Ibu Kota",
        "tentang": "Penetapan Indikator Kinerja Utama",
        "penandatangan": "Nama Ketua",
        "jabatan_penandatangan": f"Ketua {satker.nama}",
    }
    return KeputusanIKU.objects.create(satker=satker, **(dasar | isi))


def make_dipa(satker: Satker, pagu: int = 1_000, realisasi: int | None = 900, tahun: int = 2023) -> Dipa:
    """A DIPA known by its total only, with realisasi up to December."""
    dipa = Dipa.objects.create(satker=satker, tahun=tahun)
    revisi = RevisiDipa.objects.create(dipa=dipa, nomor=0)
    baris = make_baris_dipa(revisi, "TOTAL", BarisDipa.Level.TOTAL, pagu=pagu)
    if realisasi is not None:
        RealisasiAnggaran.objects.create(baris=baris, bulan=12, nilai=realisasi)
    return dipa


def make_baris_dipa(
    revisi: RevisiDipa, kode: str, level: str, *, induk: BarisDipa | None = None, pagu: int | None = None
) -> BarisDipa:
    return BarisDipa.objects.create(
        revisi=revisi, induk=induk, urutan=revisi.baris.count(), level=level, kode=kode, pagu=pagu,
        uraian=f"Uraian {kode}",
    )  # fmt: skip


def make_pohon_dipa(
    satker: Satker, ro: dict[str, tuple[int, int]], tahun: int = 2023, nomor: int = 0
) -> Dipa:
    """A DIPA as a tree: `{"CQ.6709.QGE.004": (pagu, realisasi)}`, parents made from the codes."""
    dipa, _ = Dipa.objects.get_or_create(satker=satker, tahun=tahun)
    revisi = RevisiDipa.objects.create(dipa=dipa, nomor=nomor)
    baris: dict[str, BarisDipa] = {}
    for kode, (pagu, nyata) in ro.items():
        potong = kode.split(".")
        for dalam, level in enumerate(("program", "kegiatan", "kro", "ro"), start=1):
            kunci = ".".join(potong[:dalam])
            if kunci not in baris:
                induk = baris.get(".".join(potong[: dalam - 1]))
                isi = pagu if level == "ro" else None
                baris[kunci] = make_baris_dipa(revisi, kunci, level, induk=induk, pagu=isi)
        RealisasiAnggaran.objects.create(baris=baris[kode], bulan=12, nilai=nyata)
    return dipa


def make_unggahan(satker: Satker, **isi: Any) -> Unggahan:
    """An upload that was received and not looked at yet; its file lies nowhere."""
    dasar = {
        "tahun": 2023,
        "bulan": 6,
        "berkas": "0" * 64,
        "nama_asli": "realisasi.xlsx",
        "sha256": "0" * 64,
        "ukuran": 1,
    }
    return Unggahan.objects.create(satker=satker, **(dasar | isi))


def make_lkj(pk: PerjanjianKinerja, **isi: Any) -> LaporanKinerja:
    dasar = {"satker": pk.satker, "tahun": pk.tahun, "tempat": "Ibu Kota"}
    return LaporanKinerja.objects.create(perjanjian=pk, **(dasar | isi))


def make_naskah(laporan: LaporanKinerja, pdf: bytes = b"%PDF-1.7 naskah", **isi: Any) -> Naskah:
    """A manuscript of the report as it stands, of today unless said otherwise; its PDF is given."""
    nomor = next(_nomor)
    kini = datetime.now(UTC)
    job = Job.objects.create(
        kind=KIND_NASKAH,
        arguments={"laporan": laporan.pk, "tahun": laporan.tahun},
        satker=laporan.satker,
        status=Job.Status.DONE,
        finished_at=kini,
    )
    dasar = {
        "token": f"{nomor:043d}",
        "tanggal": timezone.localdate(),
        "penandatangan": laporan.penandatangan or laporan.perjanjian.pihak_pertama,
        "sertifikat": "0" * 64,
        "uji": True,
        "berkas": f"naskah/{job.pk}.pdf",
        "halaman": 1,
    } | isi
    ketentuan = Ketentuan(dasar["token"], dasar["tanggal"], dasar["penandatangan"], "", dasar["uji"])
    dokumen = to_json(susun_naskah(laporan, ketentuan))
    write_whole(Path(default_storage.path(dasar["berkas"])), pdf)
    return Naskah.objects.create(
        laporan=laporan,
        job=job,
        dokumen=dokumen,
        sidik=sidik(dokumen),
        sha256=sha256(pdf).hexdigest(),
        ukuran=len(pdf),
        **dasar,
    )


def advance_lkj(laporan: LaporanKinerja, status: str) -> None:
    """A report in a later state, with who took the steps there; nothing was really signed."""
    laporan.status, laporan.tanggal = status, date(2024, 1, 15)
    laporan.penandatangan = laporan.perjanjian.pihak_pertama
    laporan.diperiksa_oleh, laporan.diperiksa_pada = make_user(), VERIFIKASI
    if status != StatusLkj.DIPERIKSA:
        laporan.disahkan_oleh, laporan.disahkan_pada = make_user(), VERIFIKASI
    if status == StatusLkj.DIGANTIKAN:
        laporan.dibuka_oleh, laporan.dibuka_pada = make_user(), VERIFIKASI
        laporan.alasan_pembukaan = "Realisasi satu indikator keliru."
    laporan.save()


def make_signed_lkj(pk: PerjanjianKinerja, pdf: bytes = b"", **isi: Any) -> Pengesahan:
    """A signed version of the LKj and the lock of its year; nobody really signed its PDF."""
    naskah = make_naskah(make_lkj(pk, **isi))
    laporan = naskah.laporan
    laporan.status, laporan.tanggal, laporan.penandatangan = (
        StatusLkj.DISAHKAN,
        naskah.tanggal,
        naskah.penandatangan,
    )
    laporan.diperiksa_oleh, laporan.disahkan_oleh = make_user(), make_user()
    laporan.diperiksa_pada = laporan.disahkan_pada = VERIFIKASI
    laporan.save()
    berkas, pdf = f"pengesahan/{naskah.pk}.pdf", pdf or f"%PDF-1.7 {naskah.pk}".encode()
    write_whole(Path(default_storage.path(berkas)), pdf)
    pengesahan = Pengesahan.objects.create(
        laporan=laporan,
        naskah=naskah,
        berkas=berkas,
        sha256=sha256(pdf).hexdigest(),
        ukuran=len(pdf),
        sertifikat_nama="Sertifikat",
    )
    KunciTahun.objects.create(
        satker=laporan.satker, tahun=laporan.tahun, dasar="Laporan Kinerja versi 1",
        oleh=laporan.disahkan_oleh, sejak=VERIFIKASI,
    )  # fmt: skip
    return pengesahan
