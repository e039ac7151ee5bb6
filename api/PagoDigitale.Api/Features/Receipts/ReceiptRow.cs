using System.Text.Json;
using Npgsql;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Languages;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>From a row of receipts to its public form.</summary>
internal static class ReceiptRow
{
    public const string Prefix = "rcp";

    public const string Columns = """
        receipt_record_id, iur, notice_number, iuv, primary_organization, amount_cents, fee_cents, paid_at, application_date,
            transfer_date,
        psp_id, psp_fiscal_code, psp_name, channel, payment_method, debtor_type, debtor_fiscal_code, debtor_name, payer_type,
            payer_fiscal_code, payer_name,
        description, is_stand_in, version, classification, position_id, instalment_id, received_at, anomalies::text,
        payment_note, payment_reference, withdrawn_at, withdrawal_reason, origin, metadata::text, raw.seen_count, raw.last_seen_at,
            revoked_at
        """;

    /// <summary>With the message it came in: one paid outside the node, or only reported, has none.</summary>
    public const string Source = """
        receipts LEFT JOIN LATERAL (
            SELECT seen_count, last_seen_at FROM door.inbound_messages m WHERE m.organization_id = receipts.organization_id
                AND m.message_id = receipts.message_id) raw ON true
        """;

    /// <summary>The receipt without its transfers.</summary>
    public static (Guid Id, ReceiptModel Receipt) Read(NpgsqlDataReader r) =>
        (
            r.GetGuid(0),
            new ReceiptModel
            {
                Id = PublicId.Format(Prefix, r.GetGuid(0)),
                Iur = r.GetString(1),
                NoticeNumber = r.GetString(2),
                Iuv = r.GetString(3),
                OrganizationFiscalCode = r.GetString(4),
                AmountCents = r.GetInt64(5),
                FeeCents = r.IsDBNull(6) ? null : r.GetInt64(6),
                PaidAt = r.GetFieldValue<DateTimeOffset>(7),
                ApplicationDate = Date(r, 8),
                TransferDate = Date(r, 9),
                Psp = new()
                {
                    Id = r.GetString(10),
                    FiscalCode = Text(r, 11),
                    Name = NameOf(r),
                    Channel = Text(r, 13),
                },
                PaymentMethod = Text(r, 14),
                Debtor = new()
                {
                    Type = PersonType(r, 15),
                    FiscalCode = r.GetString(16),
                    Name = r.GetString(17),
                },
                Payer = Text(r, 19) is { } payer
                    ? new()
                    {
                        Type = PersonType(r, 18),
                        FiscalCode = payer,
                        Name = Text(r, 20) ?? "",
                    }
                    : null,
                Description = r.GetString(21),
                IsStandIn = r.GetBoolean(22),
                Version = VersionOf(r),
                Origin = IsOutside(r) ? ReceiptOrigin.Declaration : StateText.Parse<ReceiptOrigin>(r.GetString(33)),
                PaymentNote = IsOutside(r) || Text(r, 29) is not { } note ? null : ReasonText.Told(note),
                Metadata = MetadataOf(Text(r, 34)),
                Classification = StateText.Parse<ReceiptClassification>(r.GetString(24)),
                PositionId = r.IsDBNull(25) ? null : PublicId.Format("pos", r.GetGuid(25)),
                InstalmentId = r.IsDBNull(26) ? null : PublicId.Format("ins", r.GetGuid(26)),
                ReceivedAt = r.GetFieldValue<DateTimeOffset>(27),
                OutsidePayment = IsOutside(r) && Text(r, 29) is { } reason ? new() { Reason = reason, Reference = Text(r, 30) } : null,
                SeenCount = r.IsDBNull(35) ? null : r.GetInt32(35),
                LastSeenAt = r.IsDBNull(36) ? null : r.GetFieldValue<DateTimeOffset>(36),
                Anomalies = JsonSerializer.Deserialize<List<Anomaly>>(r.GetString(28), ApiJson.Options)!,
                Withdrawal = r.IsDBNull(31)
                    ? null
                    : new() { WithdrawnAt = r.GetFieldValue<DateTimeOffset>(31), Reason = ReasonText.Told(r.GetString(32)) },
                RevokedAt = r.IsDBNull(37) ? null : r.GetFieldValue<DateTimeOffset>(37),
                Transfers = [],
            }
        );

    public static ApiError NotFound(string receipt) =>
        ApiError.NotFound("receipt-not-found", ReceiptsTexts.NotFound, ReceiptsTexts.NoSuch.With(receipt));

    public static IReadOnlyList<ReceiptMetadata> MetadataOf(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<List<ReceiptMetadata>>(json, ApiJson.Options)!;

    private static bool IsOutside(NpgsqlDataReader r) => VersionOf(r) == ReceiptVersion.Outside;

    private static ReceiptVersion VersionOf(NpgsqlDataReader r) => StateText.Parse<ReceiptVersion>(r.GetString(23));

    /// <summary>Where no PSP took the money: how it was paid.</summary>
    private static string NameOf(NpgsqlDataReader r) =>
        VersionOf(r) switch
        {
            ReceiptVersion.Outside => ReceiptsTexts.OutsideNode.Told(),
            ReceiptVersion.Assigned => ReceiptsTexts.OfPayerCredit.Told(),
            _ => r.GetString(12),
        };

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static DateOnly? Date(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetFieldValue<DateOnly>(column);

    private static DebtorType? PersonType(NpgsqlDataReader r, int column) =>
        Text(r, column) switch
        {
            "F" => DebtorType.F,
            "G" => DebtorType.G,
            _ => null,
        };
}
