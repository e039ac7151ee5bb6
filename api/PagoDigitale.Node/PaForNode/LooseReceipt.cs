using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>
/// The receipt of <see cref="TolerantReceiptReader"/>: the fields of <see cref="ReceiptXml"/>, by name instead of by place.
/// </summary>
internal static class LooseReceipt
{
    /// <summary>
    /// The schema has five transfers, numbered 1 to 5, and identifiers of at most 255 characters; the money of a longer list has moved as
    /// well.
    /// </summary>
    private const int TransfersOfSchema = 5;
    private const int TransfersMax = 50;
    private const int NumberMax = 999;

    /// <summary>More than the schema's 15, so that nothing of a longer list is lost, and not without end.</summary>
    private const int EntriesMax = 50;

    private static readonly string[] Sequence =
    [
        "receiptId",
        "noticeNumber",
        "fiscalCode",
        "outcome",
        "creditorReferenceId",
        "paymentAmount",
        "description",
        "companyName",
        "officeName",
        "debtor",
        "transferList",
        "idPSP",
        "pspFiscalCode",
        "pspPartitaIVA",
        "PSPCompanyName",
        "idChannel",
        "channelDescription",
        "payer",
        "paymentMethod",
        "paymentNote",
        "fee",
        "primaryCiIncurredFee",
        "idBundle",
        "idCiBundle",
        "paymentDateTime",
        "applicationDate",
        "transferDate",
        "metadata",
        "standIn",
        "standin",
    ];

    private static readonly string[] OfVersion2 = ["paymentNote", "primaryCiIncurredFee", "idBundle", "idCiBundle"];

    private static readonly string[] SubjectSequence =
    [
        "uniqueIdentifier",
        "fullName",
        "streetName",
        "civicNumber",
        "postalCode",
        "city",
        "stateProvinceRegion",
        "country",
        "e-mail",
    ];

    private static readonly string[] TransferSequence =
    [
        "idTransfer",
        "transferAmount",
        "fiscalCodePA",
        "companyName",
        "IBAN",
        "MBDAttachment",
        "remittanceInformation",
        "transferCategory",
        "metadata",
    ];

    public static Receipt Read(LooseElement receipt, PaVersion version)
    {
        receipt.Follow(version == PaVersion.V2 ? Sequence : [.. Sequence.Except(OfVersion2)]);
        var list = receipt.Required("transferList").Follow(["transfer", "metadata"]);
        return new()
        {
            Version = version,
            ReceiptId = receipt.EssentialLong("receiptId", ReceiptXml.ReceiptIdMax, ReceiptXml.ReceiptIdTakenMax),
            NoticeNumber = receipt.EssentialDigits("noticeNumber", 18),
            FiscalCode = receipt.EssentialDigits("fiscalCode", 11),
            IsOutcomeOk = receipt.EssentialOutcome("outcome"),
            CreditorReferenceId = receipt.Essential("creditorReferenceId", 35),
            AmountCents = receipt.EssentialAmount("paymentAmount", 0),
            Description = receipt.Text("description", 140),
            CompanyName = receipt.Text("companyName", 140),
            OfficeName = receipt.OptionalText("officeName", 140),
            Debtor = SubjectOf(receipt.Required("debtor")),
            Transfers = TransfersOf(list, version),
            IdPsp = receipt.Text("idPSP", 35),
            PspFiscalCode = receipt.OptionalText("pspFiscalCode", 70),
            PspPartitaIva = receipt.OptionalText("pspPartitaIVA", 20),
            PspCompanyName = receipt.Text("PSPCompanyName", 70),
            IdChannel = receipt.Text("idChannel", 35),
            ChannelDescription = receipt.Text("channelDescription", 35),
            Payer = receipt.Optional("payer") is { } payer ? SubjectOf(payer) : null,
            PaymentMethod = receipt.OptionalText("paymentMethod", 35),
            PaymentNote = receipt.OptionalText("paymentNote", 210),
            FeeCents = receipt.OptionalAmount("fee"),
            PrimaryCiIncurredFeeCents = receipt.OptionalAmount("primaryCiIncurredFee"),
            IdBundle = receipt.OptionalText("idBundle", 70),
            IdCiBundle = receipt.OptionalText("idCiBundle", 70),
            PaymentDateTime = receipt.OptionalInstant("paymentDateTime"),
            ApplicationDate = receipt.OptionalDate("applicationDate"),
            TransferDate = receipt.OptionalDate("transferDate"),

            // TARI/TEFA: within the transfer by the answer of 2026, beside the list or in it by the sample of 2023 (pagopa-api 905).
            Metadata = [.. receipt.Metadata("metadata", EntriesMax), .. list.Metadata("metadata", EntriesMax)],
            IsStandIn = receipt.OptionalBoolean("standIn") ?? receipt.OptionalBoolean("standin"),
        };
    }

    private static WireList<ReceiptTransfer> TransfersOf(LooseElement list, PaVersion version)
    {
        var transfers = list.All("transfer");
        if (transfers.Count == 0)
            throw list.Missing("transfer");
        if (transfers.Count > TransfersMax)
            throw list.Fail("transfer", WireTexts.TooOften.With(TransfersMax));
        if (transfers.Count > TransfersOfSchema)
            list.NoteValue("transfer", ReceiptDeviationTexts.TooOften.With(transfers.Count, TransfersOfSchema));
        return [.. transfers.Select(t => TransferOf(t, version))];
    }

    private static ReceiptTransfer TransferOf(LooseElement transfer, PaVersion version)
    {
        transfer.Follow(version == PaVersion.V2 ? TransferSequence : [.. TransferSequence.Except(["companyName", "MBDAttachment"])]);
        if (!transfer.Has("IBAN") && !transfer.Has("MBDAttachment"))
            throw transfer.Missing("IBAN");
        var stamp = transfer.OptionalBytes("MBDAttachment");
        var number = transfer.EssentialInteger("idTransfer", 1, NumberMax);
        if (number > TransfersOfSchema)
            transfer.NoteValue("idTransfer", ReceiptDeviationTexts.TooHigh.With(TransfersOfSchema));
        return new()
        {
            IdTransfer = number,
            AmountCents = transfer.EssentialAmount("transferAmount", 1),
            FiscalCodePa = transfer.EssentialDigits("fiscalCodePA", 11),
            CompanyName = transfer.OptionalText("companyName", 140),
            StampAttachment = stamp,
            Iban = stamp is null ? transfer.Text("IBAN", 35) : null,
            RemittanceInformation = transfer.Text("remittanceInformation", 140),
            TransferCategory = transfer.Text("transferCategory", 140),
            Metadata = transfer.Metadata("metadata", EntriesMax),
        };
    }

    private static Subject SubjectOf(LooseElement subject)
    {
        subject.Follow(SubjectSequence);
        var identifier = subject.Required("uniqueIdentifier").Follow(["entityUniqueIdentifierType", "entityUniqueIdentifierValue"]);
        var value = identifier.Text("entityUniqueIdentifierValue", 16);
        if (value.Length < 2)
            identifier.NoteValue("entityUniqueIdentifierValue", WireTexts.TooShort.With(2));
        return new(TypeOf(identifier, value), value, subject.Text("fullName", 70))
        {
            StreetName = subject.OptionalText("streetName", 70),
            CivicNumber = subject.OptionalText("civicNumber", 16),
            PostalCode = subject.OptionalText("postalCode", 16),
            City = subject.OptionalText("city", 35),
            StateProvinceRegion = subject.OptionalText("stateProvinceRegion", 35),
            Country = subject.OptionalCode("country", 2, SubjectXml.IsCountry),
            Email = subject.OptionalCode("e-mail", 256, SubjectXml.IsEmail),
        };
    }

    /// <summary>Senders have been seen to write other letters than F and G: who has eleven digits is a legal entity.</summary>
    private static EntityType TypeOf(LooseElement identifier, string value)
    {
        var letter = identifier.Text("entityUniqueIdentifierType", 10);
        if (letter is not ("F" or "G"))
            identifier.NoteValue("entityUniqueIdentifierType", ReceiptDeviationTexts.NeitherFNorG);
        return letter == "G" || (letter != "F" && value.Length == 11 && !value.AsSpan().ContainsAnyExceptInRange('0', '9'))
            ? EntityType.G
            : EntityType.F;
    }
}
