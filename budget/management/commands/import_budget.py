"""`manage.py import_budget FILE --satker SLUG --tahun 2023`: what the page of an upload does, in one go."""

import json
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.models import Satker
from agreements.frozen import Dibekukan
from budget.models import Unggahan
from budget.upload_actions import BelumDijelaskan, Bentrok, apply, check, receive
from budget.upload_plan import permintaan, plan_read, read_content
from budget.uploads.diff import Perubahan
from budget.uploads.plan import Rencana
from importing.findings import Finding
from kinerja.angka import rupiah


class Command(BaseCommand):
    """Exit 0: applied, or nothing to change. Exit 1: findings stand in the way. Exit 2: used wrongly."""

    help = "Memeriksa dan menerapkan berkas anggaran sebuah satker: templat, FA Detail SAKTI, atau rekap."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", type=Path, metavar="FILE")
        parser.add_argument("--satker", required=True, metavar="SLUG")
        parser.add_argument("--tahun", required=True, type=int)
        parser.add_argument("--periode", type=int, default=12, choices=range(1, 13), metavar="BULAN",
                            help="sampai dengan bulan 1-12; bawaannya 12")  # fmt: skip
        parser.add_argument("--revisi", type=int, help="nomor revisi DIPA; bawaannya yang berlaku")
        parser.add_argument("--tanggal", type=date.fromisoformat, help="tanggal revisi baru, TTTT-BB-HH")
        parser.add_argument("--tanggal-span", type=date.fromisoformat, help="tanggal posting SPAN")
        parser.add_argument("--alasan", nargs=2, action="append", default=[], metavar=("KUNCI", "ALASAN"),
                            help="alasan untuk satu peringatan, menurut kuncinya; dapat diulang")  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="memeriksa saja, tanpa menyimpan apa pun")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, **options: Any) -> None:
        """Check, and unless it is a dry run, apply."""
        unggahan = self._asked(options)
        content = self._content(options["berkas"])
        alasan = dict(options["alasan"])
        if options["dry_run"]:
            bacaan = read_content(content, sha256(content).hexdigest())
            rencana, selesai = plan_read(bacaan, permintaan(unggahan, None)), False
        else:
            rencana, selesai = self._import(unggahan, options["berkas"].name, content, alasan)
        kurang = [satu for satu in rencana.peringatan if not alasan.get(satu.key, "").strip()]
        menghalangi = rencana.kesalahan + ([] if rencana.tanpa_perubahan else kurang)
        self._tell(rencana, len(kurang), selesai=selesai, as_json=options["format"] == "json")
        sys.exit(1 if menghalangi else 0)

    def _asked(self, options: dict[str, Any]) -> Unggahan:
        """The upload that is asked for, not saved."""
        satker = Satker.objects.filter(slug=options["satker"]).first()
        if satker is None:
            ada = ", ".join(Satker.objects.values_list("slug", flat=True)) or "belum ada satker"
            self._misused(f"Satker {options['satker']} tidak ada. Yang tersedia: {ada}.")
        if not 2000 <= options["tahun"] <= timezone.localdate().year + 1:
            self._misused(f"Tahun {options['tahun']} di luar jangkauan.")
        mulai, span = options["tanggal"], options["tanggal_span"]
        if mulai and span and span < mulai:
            self._misused("Tanggal posting SPAN tidak boleh mendahului tanggal revisi.")
        return Unggahan(
            satker=satker, tahun=options["tahun"], bulan=options["periode"], revisi=options["revisi"],
            revisi_tanggal=mulai, revisi_tanggal_span=span,
        )  # fmt: skip

    def _content(self, berkas: Path) -> bytes:
        try:
            return berkas.read_bytes()
        except OSError as galat:
            self._misused(f"Berkas {berkas} tidak dapat dibaca: {galat.strerror}.")

    def _import(
        self, diminta: Unggahan, nama: str, content: bytes, alasan: dict[str, str]
    ) -> tuple[Rencana, bool]:
        """The plan, and whether it was applied."""
        unggahan = receive(
            diminta.satker, diminta.tahun, diminta.bulan, nama, content, by=None, revisi=diminta.revisi,
            tanggal=diminta.revisi_tanggal, tanggal_posting_span=diminta.revisi_tanggal_span,
        )  # fmt: skip
        rencana = check(unggahan)
        if rencana.kesalahan:
            return rencana, False
        try:
            return apply(unggahan, by=None, alasan=alasan), True
        except BelumDijelaskan:
            return rencana, False
        except (Bentrok, Dibekukan) as galat:
            self.stderr.write(str(galat))
            sys.exit(1)

    def _tell(self, rencana: Rencana, kurang: int, *, selesai: bool, as_json: bool) -> None:
        if as_json:
            isi = rencana.ringkasan() | {
                "jenis": rencana.jenis,
                "diterapkan": selesai and not rencana.tanpa_perubahan,
                "temuan": [satu.as_json() | {"key": satu.key} for satu in rencana.temuan],
            }
            self.stdout.write(json.dumps(isi, ensure_ascii=False, indent=2))
            return
        for satu in rencana.temuan:
            self.stdout.write(_line(satu))
        self.stdout.write(_conclusion(rencana, kurang, selesai=selesai))

    def _misused(self, pesan: str) -> NoReturn:
        self.stderr.write(pesan)
        sys.exit(2)


def _line(satu: Finding) -> str:
    """A finding on one line, a warning with the key under which it is ticked."""
    tempat = "!".join(filter(None, (satu.sheet, satu.cell)))
    kalimat = " ".join(filter(None, (f"{satu.severity}: {satu.code}", tempat and f"[{tempat}]")))
    terbaca = f" (terbaca: {satu.seen})" if satu.seen else ""
    kunci = f"\n    kunci: {satu.key}" if satu.severity == "peringatan" else ""
    return f"{kalimat}{terbaca} {satu.reason} {satu.remedy}".rstrip() + kunci


def _conclusion(rencana: Rencana, kurang: int, *, selesai: bool) -> str:
    if rencana.kesalahan:
        return f"Tidak diterapkan: {len(rencana.kesalahan)} kesalahan harus diperbaiki."
    if rencana.tanpa_perubahan:
        return "Isi berkas sama dengan yang tersimpan; tidak ada yang berubah."
    angka = _angka(rencana.jumlah)
    if selesai:
        return f"Diterapkan: {angka}."
    if kurang:
        return f"Belum diterapkan: {kurang} peringatan perlu alasan (--alasan KUNCI ALASAN)."
    return f"Dapat diterapkan: {angka}."


def _angka(jumlah: Perubahan | None) -> str:
    """The sums of a file that can be applied."""
    pagu, nyata = (jumlah.pagu_baru, jumlah.realisasi_baru) if jumlah else (None, None)
    return f"pagu {_rupiah(pagu)}, realisasi {_rupiah(nyata)}"


def _rupiah(nilai: int | None) -> str:
    return "tidak terbaca" if nilai is None else rupiah(nilai)
