using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Soap;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Receipts;

/// <summary>Receipts with whatever the schema of the node allows in every field: short, as long as may be, and of odd characters.</summary>
internal sealed class GeneratedReceipts(Random random)
{
    private static readonly string[] Odd =
    [
        "NA",
        "-",
        "x",
        "O'Brien & <figli>",
        "Müller-Łukasiewicz",
        "日本語",
        "😀",
        "1=1; --",
        "%_\\",
        "\"",
        "0",
    ];

    public SendRtRequest For(OrganizationRow organization, string? notice = null)
    {
        var version = random.Next(2) == 0 ? PaVersion.V1 : PaVersion.V2;
        var transfers = Enumerable
            .Range(1, random.Next(1, 6))
            .Select(i => Transfer(i, version, i == 1 ? organization.Code : null))
            .ToArray();
        notice ??= $"{random.Next(4)}{Digits(17)}";
        var isV2 = version == PaVersion.V2;
        return new(
            organization.Code,
            organization.Broker,
            organization.Station,
            new Receipt
            {
                Version = version,
                ReceiptId = $"{Guid.NewGuid():N}{Code(random.Next(0, 224))}",
                NoticeNumber = notice,
                FiscalCode = organization.Code,
                CreditorReferenceId = notice[0] == '0' ? notice[3..] : notice[1..],
                AmountCents = transfers.Sum(t => t.AmountCents),
                Description = Text(140),
                CompanyName = Text(140),
                OfficeName = Maybe(() => Text(140)),
                Debtor = Subject(),
                Transfers = [.. transfers],
                IdPsp = Code(35),
                PspFiscalCode = Maybe(() => Code(70)),
                PspPartitaIva = Maybe(() => Code(20)),
                PspCompanyName = Text(70),
                IdChannel = Code(35),
                ChannelDescription = Text(35),
                Payer = random.Next(2) == 0 ? null : Subject(),
                PaymentMethod = Maybe(() => Text(35)),
                PaymentNote = isV2 ? Maybe(() => Text(210)) : null,
                FeeCents = random.Next(2) == 0 ? null : random.NextInt64(0, WireAmount.CentsMax + 1),
                PrimaryCiIncurredFeeCents = isV2 && random.Next(2) == 0 ? 100 : null,
                IdBundle = isV2 ? Maybe(() => Code(70)) : null,
                IdCiBundle = isV2 ? Maybe(() => Code(70)) : null,
                PaymentDateTime =
                    random.Next(4) == 0
                        ? null
                        : new DateTimeOffset(
                            random.NextInt64(
                                DateTimeOffset.MinValue.Ticks + TimeSpan.TicksPerDay,
                                DateTimeOffset.MaxValue.Ticks - TimeSpan.TicksPerDay
                            ),
                            TimeSpan.Zero
                        ),
                ApplicationDate = random.Next(3) == 0 ? null : DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber)),
                TransferDate = random.Next(3) == 0 ? null : DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber)),
                Metadata = Metadata(),
                IsStandIn = random.Next(3) switch
                {
                    0 => null,
                    1 => true,
                    _ => false,
                },
            }
        );
    }

    private ReceiptTransfer Transfer(int index, PaVersion version, string? beneficiary)
    {
        var isStamp = version == PaVersion.V2 && beneficiary is null && random.Next(4) == 0;
        return new()
        {
            IdTransfer = index,
            AmountCents = random.Next(3) == 0 ? 1 : random.NextInt64(1, WireAmount.CentsMax / 5),
            FiscalCodePa = beneficiary ?? Digits(11),
            CompanyName = version == PaVersion.V2 ? Maybe(() => Text(140)) : null,
            Iban = isStamp ? null : Code(35),
            StampAttachment = isStamp ? [1, 2, 3] : null,
            RemittanceInformation = Text(140),
            TransferCategory = random.Next(3) switch
            {
                0 => "0101002IM",
                1 => "9/0101108TS/",
                _ => Text(140),
            },
            Metadata = Metadata(),
        };
    }

    private Subject Subject() =>
        new(
            random.Next(2) == 0 ? EntityType.F : EntityType.G,
            random.Next(3) switch
            {
                0 => "NA",
                1 => "ANONIMO",
                _ => CodeOf(random.Next(2, 17)),
            },
            Text(70)
        )
        {
            StreetName = Maybe(() => Text(70)),
            Country = Maybe(() => "IT"),
            Email = Maybe(() => "a@b"),
        };

    private WireList<MetadataEntry> Metadata() =>
        [
            .. Enumerable
                .Range(0, random.Next(2) == 0 ? 0 : random.Next(1, 16))
                .Select(_ => new MetadataEntry(random.Next(4) == 0 ? "RC_IMP_1" : Code(140), Text(140))),
        ];

    private string? Maybe(Func<string> value) => random.Next(2) == 0 ? null : value();

    /// <summary>From one character to as many as the schema allows.</summary>
    private string Text(int lengthMax)
    {
        var odd = Odd[random.Next(Odd.Length)];
        var text = random.Next(3) switch
        {
            0 => odd,
            1 => string.Concat(Enumerable.Repeat(odd, lengthMax)),
            _ => string.Join(' ', Enumerable.Repeat(odd, random.Next(1, 40))),
        };
        return text.Length <= lengthMax
            ? text
            : (char.IsHighSurrogate(text[lengthMax - 1]) ? text[..(lengthMax - 1)] : text[..lengthMax]).TrimEnd();
    }

    private string Code(int lengthMax) =>
        CodeOf(
            random.Next(3) switch
            {
                0 => Math.Min(1, lengthMax),
                1 => lengthMax,
                _ => random.Next(Math.Min(1, lengthMax), lengthMax + 1),
            }
        );

    private string CodeOf(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => "abcXYZ019/_-.'&"[random.Next(15)]));

    private string Digits(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)('0' + random.Next(10))));
}
