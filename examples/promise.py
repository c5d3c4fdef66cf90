"""The rules of the year, Renstra, IKU, Perjanjian Kinerja."""

from datetime import datetime, time

from django.utils import timezone

from accounts.models import Bagian, Pejabat, Satker
from agreements.iku_actions import iku_of, write_lampiran
from agreements.iku_document import usulan
from agreements.models import (
    IKU,
    SEJAK,
    AnggaranProgram,
    Indikator,
    KegiatanPendukung,
    KeputusanIKU,
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
)
from agreements.states import StatusPK
from examples.reader import Example, Row


def load_promise(example: Example) -> None:
    """Everything of the apps agreements, in the order of its links."""
    _load_rules(example)
    _load_renstra(example)
    _load_iku(example)
    _load_pk(example)
    _load_sasaran(example)
    _load_pendukung(example)
    _sign(example)


def _load_rules(example: Example) -> None:
    for row in example.rows("tahun_kinerja.csv"):
        TahunKinerja.objects.create(
            tahun=row.integer("tahun"),
            lantai=row.number("lantai"),
            plafon=row.number("plafon"),
            batas_efisiensi=row.number("batas_efisiensi"),
        )
    PredikatCapaian.objects.bulk_create(
        PredikatCapaian(
            tahun_id=row.integer("tahun"),
            bawah=row.number("bawah"),
            atas=row.number("atas"),
            nama=row.text("nama"),
            sementara=row.flag("placeholder"),
        )
        for row in example.rows("predikat_capaian.csv")
    )
    SkalaNilai.objects.bulk_create(
        SkalaNilai(
            skala=row.text("skala"),
            bawah=row.number("bawah"),
            atas=row.number("atas"),
            nama=row.text("nama"),
        )
        for row in example.rows("skala_nilai.csv")
    )


def _satker(row: Row) -> Satker:
    return Satker.objects.get(slug=row.text("satker"))


def _load_renstra(example: Example) -> None:
    for row in example.rows("renstra.csv"):
        Renstra.objects.create(
            satker=_satker(row),
            tahun_mulai=row.integer("tahun_mulai"),
            tahun_selesai=row.integer("tahun_selesai"),
            visi=row.text("visi"),
            nomor=row.text("nomor"),
        )
    renstra = {satu.satker.slug: satu for satu in Renstra.objects.select_related("satker")}
    for row in example.rows("misi.csv"):
        Misi.objects.create(
            renstra=renstra[row.text("satker")], urutan=row.integer("urutan"), uraian=row.text("uraian")
        )
    for row in example.rows("tujuan.csv"):
        Tujuan.objects.create(
            renstra=renstra[row.text("satker")], urutan=row.integer("urutan"), uraian=row.text("uraian")
        )
    for row in example.rows("sasaran_strategis.csv"):
        SasaranStrategis.objects.create(
            tujuan=Tujuan.objects.get(renstra=renstra[row.text("satker")], urutan=row.integer("tujuan")),
            urutan=row.integer("urutan"),
            uraian=row.text("uraian"),
        )


def _load_iku(example: Example) -> None:
    for row in example.rows("iku.csv"):
        satker = _satker(row)
        tujuan, sasaran = row.text("sasaran").split(".")
        IKU.objects.create(
            sasaran_strategis=SasaranStrategis.objects.get(
                tujuan__renstra__satker=satker, tujuan__urutan=tujuan, urutan=sasaran
            ),
            urutan=row.integer("urutan"),
            **{column: row.text(column) for column in ("nama", "keterangan", "satuan", "polaritas")},
        )
    for row in example.rows("target_iku.csv"):
        TargetIKU.objects.create(
            iku=_iku(row, "urutan_iku"), tahun=row.integer("tahun"), nilai=row.number("nilai")
        )
    for row in example.rows("keputusan_iku.csv"):
        _create_decree(row)


def _create_decree(row: Row) -> None:
    """A decree with the facts of its row, our own wording, and the satker's IKU as its Lampiran."""
    satker, hari = _satker(row), row.day("tanggal")
    columns = ("nomor", "tempat", "tentang", "penandatangan", "jabatan_penandatangan")
    keputusan = KeputusanIKU.objects.create(
        satker=satker,
        tahun=row.integer("tahun"),
        tanggal=hari,
        pejabat=satker.pejabat.in_office(hari).filter(jabatan=Pejabat.Jabatan.KETUA).first(),
        **{column: row.text(column) for column in columns} | usulan(satker),
    )
    write_lampiran(keputusan, iku_of(satker, keputusan.tahun))


def _iku(row: Row, column: str) -> IKU:
    return IKU.objects.get(
        sasaran_strategis__tujuan__renstra__satker__slug=row.text("satker"), urutan=row.integer(column)
    )


def _load_pk(example: Example) -> None:
    for row in example.rows("pk.csv"):
        satker = _satker(row)
        hari = row.day("tanggal")
        pejabat = Pejabat.objects.filter(satker=satker).in_office(hari)
        PerjanjianKinerja.objects.create(
            satker=satker,
            tahun=row.integer("tahun"),
            versi=row.integer("versi"),
            nomor=row.text("nomor"),
            tanggal=hari,
            tempat=row.text("tempat"),
            pihak_pertama=pejabat.get(jabatan=Pejabat.Jabatan.SEKRETARIS),
            pihak_kedua=pejabat.get(jabatan=Pejabat.Jabatan.KETUA),
            metode_rata_rata=row.text("metode_rata_rata"),
        )


def _sign(example: Example) -> None:
    """The signatures come last: a signed PK takes nothing in. They were made on paper, by no account."""
    for row in example.rows("pk.csv"):
        pk = perjanjian(row)
        pk.status = StatusPK(row.text("status"))
        pada = datetime.combine(row.day("tanggal"), time(), timezone.get_current_timezone())
        for langkah, sejak in SEJAK.items():
            setattr(pk, f"{langkah}_pada", pada if pk.status in sejak else None)
        pk.save()


def _load_sasaran(example: Example) -> None:
    for row in example.rows("sasaran_kegiatan.csv"):
        SasaranKegiatan.objects.create(
            perjanjian=perjanjian(row),
            urutan=row.integer("urutan"),
            uraian=row.text("uraian"),
            sasaran_strategis=SasaranStrategis.objects.get(
                tujuan__renstra__satker=_satker(row), urutan=row.integer("sasaran_strategis")
            ),
        )
    for row in example.rows("indikator.csv"):
        _create_indikator(row)


def _load_pendukung(example: Example) -> None:
    """What hangs on the indikator and on the PK as a whole."""
    TargetTriwulan.objects.bulk_create(
        TargetTriwulan(indikator=indikator(row), triwulan=row.integer("triwulan"), nilai=row.number("nilai"))
        for row in example.rows("target_triwulan.csv")
    )
    KegiatanPendukung.objects.bulk_create(
        KegiatanPendukung(indikator=indikator(row), kode=row.text("kode"))
        for row in example.rows("kegiatan_pendukung.csv")
    )
    AnggaranProgram.objects.bulk_create(
        AnggaranProgram(
            perjanjian=perjanjian(row),
            urutan=row.integer("urutan"),
            kode=row.text("kode"),
            program=row.text("program"),
            nilai=row.integer("nilai"),
        )
        for row in example.rows("anggaran_program.csv")
    )


def _create_indikator(row: Row) -> None:
    Indikator.objects.create(
        sasaran=SasaranKegiatan.objects.get(perjanjian=perjanjian(row), urutan=row.integer("sasaran")),
        nomor=row.integer("nomor"),
        target=row.number("target"),
        penanggung_jawab=Bagian.objects.get(satker=_satker(row), kode=row.text("penanggung_jawab")),
        iku=_iku(row, "iku") if row.text("iku") else None,
        kriteria_nilai=row.number("kriteria_nilai"),
        standar_nasional=row.number("standar_nasional"),
        **{
            column: row.text(column)
            for column in (
                "nama", "satuan", "polaritas", "metode", "agregasi", "cara_perhitungan", "sumber_data",
                "skala", "kriteria",
            )
        },
    )  # fmt: skip


def perjanjian(row: Row) -> PerjanjianKinerja:
    """The PK that a row with the columns satker and tahun names."""
    return PerjanjianKinerja.objects.get(satker__slug=row.text("satker"), tahun=row.integer("tahun"))


def indikator(row: Row) -> Indikator:
    """The indikator that a row with the columns satker, tahun and indikator names."""
    return Indikator.objects.get(
        sasaran__perjanjian__satker__slug=row.text("satker"),
        sasaran__perjanjian__tahun=row.integer("tahun"),
        nomor=row.integer("indikator"),
    )
