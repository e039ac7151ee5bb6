using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Taxonomy.Door;

/// <summary>Something to be said of a code.</summary>
/// <param name="Message">What follows the code in a sentence: "is not in the taxonomy".</param>
/// <param name="IsRefused">A full list is in force: nothing new is made with the code. Otherwise it is a warning.</param>
public sealed record TaxonomyFinding(string TaxonomyCode, string Fault, Message Message, Message Remedy, bool IsRefused)
{
    public Warning AsWarning(long? notices = null) =>
        new()
        {
            Code = Fault,
            Message = TaxonomyTexts.Code.With(TaxonomyCode, Message),
            Remedy = Remedy,
            NoticesCount = notices is > 0 ? notices : null,
        };

    public FieldError AsError(string field) => new(field, Fault, TaxonomyTexts.CodeOfField.With(TaxonomyCode, Message), Remedy);
}

/// <summary>
/// What the taxonomy in force says of codes that are about to be used for something new. Of what is issued nobody asks: it stays
/// payable (decision 0013).
/// </summary>
public sealed class TaxonomyCheck(TenantSession session, TimeProvider clock)
{
    public const string Unknown = "taxonomy-code-not-found";
    public const string Expired = "taxonomy-code-expired";
    public const string NotYetValid = "taxonomy-code-not-yet-valid";
    public const string Expires = "taxonomy-code-expires";
    public const string Old = "taxonomy-code-old";

    private const int NearCount = 3;
    private const int NameLengthMax = 60;
    private const int NoticeDays = 90;

    private sealed record Standing(
        string Code,
        bool HasList,
        bool IsComplete,
        DateOnly? Begins,
        DateOnly? Ended,
        bool IsListed,
        bool IsValid,
        DateOnly? ValidTo
    );

    /// <summary>By code; those that are as they should be are not there. Nothing while no list was loaded: nobody can tell.</summary>
    public async Task<IReadOnlyDictionary<string, TaxonomyFinding>> OfAsync(IEnumerable<string> codes, CancellationToken ct) =>
        await FindAsync(codes, isNamed: false, forService: false, ct);

    /// <summary>Of codes that the caller wrote itself: also that nobody can tell, because no list was loaded.</summary>
    public async Task<IReadOnlyDictionary<string, TaxonomyFinding>> OfNamedAsync(IEnumerable<string> codes, CancellationToken ct) =>
        await FindAsync(codes, isNamed: true, forService: false, ct);

    /// <summary>Of services, which use their code for long: also that it ends soon.</summary>
    public async Task<IReadOnlyDictionary<string, TaxonomyFinding>> OfServicesAsync(
        IEnumerable<string> codes,
        bool areNamed,
        CancellationToken ct
    ) => await FindAsync(codes, areNamed, forService: true, ct);

    private async Task<Dictionary<string, TaxonomyFinding>> FindAsync(
        IEnumerable<string> codes,
        bool isNamed,
        bool forService,
        CancellationToken ct
    )
    {
        var asked = codes.Distinct(StringComparer.Ordinal).ToArray();
        var findings = new Dictionary<string, TaxonomyFinding>(StringComparer.Ordinal);
        if (asked.Length == 0)
            return findings;
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        List<(string Code, string? Name)>? valid = null;
        foreach (var standing in await LookUpAsync(asked, today, ct))
        {
            if (standing.HasList && TaxonomyCode.ListedOf(standing.Code) is not null && !standing.IsValid)
                valid ??= await ValidAsync(today, ct);
            if (Judge(standing, today, isNamed, forService, valid ?? []) is { } finding)
                findings[standing.Code] = finding;
        }
        return findings;
    }

    private static TaxonomyFinding? Judge(
        Standing s,
        DateOnly today,
        bool isNamed,
        bool forService,
        List<(string Code, string? Name)> valid
    )
    {
        if (TaxonomyCode.ListedOf(s.Code) is not { } listed)
            return isNamed ? new(s.Code, Old, TaxonomyTexts.IsOld, TaxonomyTexts.UseCodeInItsPlace, false) : null;
        if (!s.HasList)
            return isNamed ? new(s.Code, Unknown, TaxonomyTexts.NoneLoaded, TaxonomyTexts.LoadTaxonomy, false) : null;
        if (s.IsValid)
            return forService && s.ValidTo is { } last && last < today.AddDays(NoticeDays)
                ? new(s.Code, Expires, TaxonomyTexts.Ends.With(last), TaxonomyTexts.ChooseNext, false)
                : null;
        var near = Near(s.Code, listed, valid);
        if (!s.IsListed)
            return new(s.Code, Unknown, TaxonomyTexts.IsNotListed, near, s.IsComplete);
        return s.Begins is { } begins && s.Ended is null
            ? new(s.Code, NotYetValid, TaxonomyTexts.Begins.With(begins), near, s.IsComplete)
            : new(s.Code, Expired, TaxonomyTexts.Ended.With(s.Ended), near, s.IsComplete);
    }

    private static Message Near(string code, string listed, List<(string Code, string? Name)> valid)
    {
        var near = NearCodes
            .Of(listed, valid, v => v.Code, NearCount)
            .Select(v => v.Name is null ? $"{code[..2]}{v.Code}/" : $"{code[..2]}{v.Code}/ ({Clipped.WithEllipsis(v.Name, NameLengthMax)})")
            .ToList();
        return near.Count == 0 ? TaxonomyTexts.LookCodesUp : TaxonomyTexts.UseNearCode.With(near);
    }

    private Task<List<Standing>> LookUpAsync(string[] codes, DateOnly today, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT w.code, v.version_id IS NOT NULL, coalesce(v.is_complete, false), min(c.valid_from) FILTER (WHERE c.valid_from > $3),
                max(c.valid_to) FILTER (WHERE c.valid_to < $3), count(c.code) > 0,
                coalesce(bool_or(c.valid_from <= $3 AND (c.valid_to IS NULL OR c.valid_to >= $3)), false),
                max(c.valid_to) FILTER (WHERE c.valid_from <= $3 AND c.valid_to >= $3)
            FROM unnest($1::text[], $2::text[]) AS w(code, listed)
            LEFT JOIN (SELECT version_id, is_complete FROM taxonomy_versions ORDER BY sequence DESC LIMIT 1) v ON true
            LEFT JOIN taxonomy_codes c ON c.version_id = v.version_id AND c.code = w.listed
            GROUP BY w.code, v.version_id, v.is_complete ORDER BY w.code
            """,
            r => new Standing(
                r.GetString(0),
                r.GetBoolean(1),
                r.GetBoolean(2),
                Day(r, 3),
                Day(r, 4),
                r.GetBoolean(5),
                r.GetBoolean(6),
                Day(r, 7)
            ),
            ct,
            codes,
            codes.Select(TaxonomyCode.ListedOf).ToArray(),
            today
        );

    private Task<List<(string Code, string? Name)>> ValidAsync(DateOnly today, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT c.code, c.name FROM taxonomy_codes c
            WHERE c.version_id = (SELECT version_id FROM taxonomy_versions ORDER BY sequence DESC LIMIT 1)
              AND c.valid_from <= $1 AND (c.valid_to IS NULL OR c.valid_to >= $1)
            """,
            r => (r.GetString(0), r.IsDBNull(1) ? null : r.GetString(1)),
            ct,
            today
        );

    private static DateOnly? Day(Npgsql.NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetFieldValue<DateOnly>(column);
}
