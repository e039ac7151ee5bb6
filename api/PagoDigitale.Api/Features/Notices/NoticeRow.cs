using System.Globalization;
using System.Text.Json;
using Npgsql;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Documents.Notices;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Notices;

/// <summary>An instalment with what its notice says of the position and the debtor, as they were when the position was written.</summary>
public sealed record NoticeRow
{
    private const int DescriptionLengthMax = 140;
    private const int SubjectLengthMax = 90;

    /// <summary>Ends at the WHERE, whose first parameter is the organization.</summary>
    public const string Select = $"""
        SELECT i.instalment_id, i.position_id, p.flow_id, i.notice_number, i.iuv, i.state, i.amount_cents, i.due_date, i.valid_until,
            i.instalment_index, {LastIndexSql}, coalesce(i.description, p.description), p.debtor_fiscal_code, p.debtor_name,
            p.debtor_address, p.created_at, coalesce(i.keep_payable_after_due_date, v.keep_payable_after_due_date), {EditionSql},
            i.description IS NOT NULL, {OptionNameSql}
        FROM door.instalments i JOIN door.positions p ON p.organization_id = i.organization_id AND p.position_id = i.position_id
            JOIN door.services v ON v.organization_id = p.organization_id AND v.service_code = p.service_code
        WHERE i.organization_id = $1
        """;

    private const string LastIndexSql = """
        (SELECT max(o.instalment_index) FROM door.instalments o
             WHERE o.organization_id = i.organization_id AND o.position_id = i.position_id AND o.option_index = i.option_index
                AND (o.state <> 'replaced' OR o.instalment_id = i.instalment_id))
        """;

    private const string EditionSql = """
        1 + i.paper_changes + CASE WHEN p.debtor_corrected_at IS NULL THEN 0
                ELSE (SELECT count(*) FROM door.debtor_corrections c WHERE c.organization_id = i.organization_id
                    AND c.position_id = i.position_id) END::integer
        """;

    /// <summary>Of one of several payment options.</summary>
    private const string OptionNameSql = """
        (SELECT a.description FROM door.payment_options a
             WHERE a.organization_id = i.organization_id AND a.position_id = i.position_id AND a.option_index = i.option_index
                AND EXISTS (SELECT FROM door.payment_options b WHERE b.organization_id = i.organization_id
                    AND b.position_id = i.position_id AND b.option_index <> i.option_index))
        """;

    /// <summary>What conditions may speak of, from FROM to where they begin.</summary>
    public const string Source = """
        FROM door.instalments i JOIN door.positions p ON p.organization_id = i.organization_id AND p.position_id = i.position_id
        WHERE i.organization_id = $1
        """;

    public required Guid InstalmentId { get; init; }
    public required Guid PositionId { get; init; }
    public Guid? FlowId { get; init; }
    public required string NoticeNumber { get; init; }
    public required string Iuv { get; init; }
    public required InstalmentState State { get; init; }
    public required long AmountCents { get; init; }
    public DateOnly? DueDate { get; init; }
    public DateOnly? ValidUntil { get; init; }
    public required int Index { get; init; }
    public required int LastIndex { get; init; }
    public required string PositionDescription { get; init; }

    /// <summary>The description is the instalment's own, which says all there is to say.</summary>
    public bool IsDescribed { get; init; }

    /// <summary>Which of several ways of paying it is; null where it has no name.</summary>
    public string? OptionDescription { get; init; }
    public required string DebtorFiscalCode { get; init; }
    public required string DebtorName { get; init; }
    public string? DebtorAddress { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required bool IsPayableAfterDueDate { get; init; }

    /// <summary>Grows with each change of what the paper shows: two papers of one notice with different editions differ.</summary>
    public int Edition { get; init; } = 1;

    /// <summary>The last day of payment where no day was set to pay by: the node tells the same (Node/Notices/PaymentOfNotice).</summary>
    public DateOnly? DueDateTold => DueDate ?? ValidUntil;

    public string FileName => NoticeFileName.For(DebtorFiscalCode, DueDate?.Year ?? RomeTime.LegalDate(CreatedAt).Year, Iuv);

    public static async Task<NoticeRow?> FindAsync(TenantSession session, string noticeNumber, CancellationToken ct) =>
        (await session.QueryAsync($"{Select} AND i.notice_number = $2", Read, ct, session.Organization, noticeNumber)).SingleOrDefault();

    public static NoticeRow Read(NpgsqlDataReader r) =>
        new()
        {
            InstalmentId = r.GetGuid(0),
            PositionId = r.GetGuid(1),
            FlowId = r.IsDBNull(2) ? null : r.GetGuid(2),
            NoticeNumber = r.GetString(3),
            Iuv = r.GetString(4),
            State = StateText.Parse<InstalmentState>(r.GetString(5)),
            AmountCents = r.GetInt64(6),
            DueDate = r.IsDBNull(7) ? null : r.GetFieldValue<DateOnly>(7),
            ValidUntil = r.IsDBNull(8) ? null : r.GetFieldValue<DateOnly>(8),
            Index = r.GetInt16(9),
            LastIndex = r.GetInt16(10),
            PositionDescription = r.GetString(11),
            DebtorFiscalCode = r.GetString(12),
            DebtorName = r.GetString(13),
            DebtorAddress = r.IsDBNull(14) ? null : r.GetString(14),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(15),
            IsPayableAfterDueDate = r.GetBoolean(16),
            Edition = r.GetInt32(17),
            IsDescribed = r.GetBoolean(18),
            OptionDescription = r.IsDBNull(19) ? null : r.GetString(19),
        };

    public NoticeModel ToModel(NoticeIssuer issuer) =>
        new()
        {
            NoticeNumber = NoticeNumber,
            Iuv = Iuv,
            PositionId = PublicId.Format("pos", PositionId),
            InstalmentId = PublicId.Format("ins", InstalmentId),
            FlowId = FlowId is { } flow ? PublicId.Format("flw", flow) : null,
            State = State,
            OrganizationFiscalCode = issuer.FiscalCode,
            OrganizationName = issuer.Name,
            DebtorFiscalCode = DebtorFiscalCode,
            DebtorName = DebtorName,
            Description = Describe(DescriptionLengthMax),
            AmountCents = AmountCents,
            DueDate = DueDateTold,
            QrCode = NoticeQrCode.Payload(NoticeNumber, issuer.FiscalCode, AmountCents),
            CbillCode = issuer.Cbill,
            Edition = Edition,
        };

    public NoticeData ToDocument(NoticeIssuer issuer, DateTimeOffset issuedAt) =>
        new()
        {
            OrganizationName = issuer.Name,
            OrganizationFiscalCode = issuer.FiscalCode,
            OrganizationSector = issuer.Sector,
            OrganizationInfo = issuer.Info,
            OrganizationLogo = issuer.Logo,
            Cbill = issuer.Cbill,
            DebtorName = DebtorName,
            DebtorFiscalCode = DebtorFiscalCode,
            DebtorAddress = DebtorAddress is null ? null : Lines(JsonSerializer.Deserialize<Address>(DebtorAddress, ApiJson.Options)!),
            Subject = Describe(SubjectLengthMax),
            AmountCents = AmountCents,
            DueDate = DueDateTold,
            InstalmentNumber = LastIndex > 1 ? Index : null,
            NoticeNumber = NoticeNumber,
            IssuedAt = issuedAt,
        };

    /// <summary>
    /// A debtor who holds several notices of one position must tell them apart: the text is cut, never the number of the instalment.
    /// </summary>
    private string Describe(int lengthMax)
    {
        if (IsDescribed)
            return Cut(PositionDescription, lengthMax);
        var number = LastIndex > 1 ? string.Create(CultureInfo.InvariantCulture, $" - rata {Index} di {LastIndex}") : "";
        var name = OptionDescription is null ? "" : $" - {Cut(OptionDescription, lengthMax / 3)}";
        return Cut(PositionDescription, lengthMax - name.Length - number.Length) + name + number;
    }

    private static string Cut(string text, int room) => text.Length <= room ? text : $"{text.AsSpan(0, room - 1).TrimEnd()}…";

    private static string Lines(Address a)
    {
        var place = $"{a.PostalCode} {a.City}{(string.IsNullOrEmpty(a.Province) ? "" : $" ({a.Province})")}";
        return $"{a.Street} {a.CivicNumber}".TrimEnd() + "\n" + place + (a.Country == "IT" ? "" : $"\n{a.Country}");
    }
}
