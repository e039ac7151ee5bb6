using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Services;

/// <summary>What a service points at; null: it does not.</summary>
public sealed record ServiceReferences(string? Iban, string? PostalIban, string? UnitCode, AccountingClass? AccountingClass);

/// <summary>Checks what a service points at: accounts, unit and accertamento of the same organization, in one query.</summary>
public sealed class ServiceReferenceQueries(TenantSession session)
{
    private sealed record Found(
        bool? IbanIsActive,
        bool? PostalIsActive,
        bool PostalIsPostal,
        bool HasUnit,
        Guid? AccertamentoId,
        string? Chapter,
        bool? AccertamentoIsActive
    );

    /// <summary>The accertamento's id, or every reference that does not hold.</summary>
    public async Task<Outcome<Guid?>> CheckAsync(ServiceReferences wanted, CancellationToken ct)
    {
        var found = (
            await session.QueryAsync(
                """
                SELECT i.is_active, p.is_active, coalesce(p.is_postal, false), u.code IS NOT NULL, a.accertamento_id, a.chapter, a.is_active
                FROM (SELECT $1::text AS organization_id) o
                LEFT JOIN door.ibans i ON i.organization_id = o.organization_id AND i.iban = $2
                LEFT JOIN door.ibans p ON p.organization_id = o.organization_id AND p.iban = $3
                LEFT JOIN door.units u ON u.organization_id = o.organization_id AND u.code = $4
                LEFT JOIN door.accertamenti a ON a.organization_id = o.organization_id AND a.year = $5::int AND a.number = $6
                """,
                r => new Found(
                    Flag(r, 0),
                    Flag(r, 1),
                    r.GetBoolean(2),
                    r.GetBoolean(3),
                    r.IsDBNull(4) ? null : r.GetGuid(4),
                    r.IsDBNull(5) ? null : r.GetString(5),
                    Flag(r, 6)
                ),
                ct,
                session.Organization,
                wanted.Iban,
                wanted.PostalIban,
                wanted.UnitCode,
                wanted.AccountingClass?.AccertamentoYear,
                wanted.AccountingClass?.AccertamentoNumber
            )
        ).Single();
        var errors = Errors(wanted, found).ToList();
        return errors.Count > 0 ? ApiError.Invalid(errors) : found.AccertamentoId;
    }

    private static IEnumerable<FieldError> Errors(ServiceReferences wanted, Found found)
    {
        if (wanted.Iban is not null && Account("iban", found.IbanIsActive) is { } iban)
            yield return iban;
        if (wanted.PostalIban is not null)
            if (Account("postalIban", found.PostalIsActive) is { } postal)
                yield return postal;
            else if (!found.PostalIsPostal)
                yield return new("postalIban", "iban-not-postal", ServicesTexts.AccountIsNotPostal, ServicesTexts.UsePostalAccount);
        if (wanted.UnitCode is not null && !found.HasUnit)
            yield return new("unitCode", "unit-not-found", ServicesTexts.NoUnit, ServicesTexts.CreateUnit);
        if (wanted.AccountingClass is { } accounting)
            foreach (var error in Accounting(accounting, found))
                yield return error;
    }

    private static FieldError? Account(string field, bool? isActive) =>
        isActive switch
        {
            null => new(field, "iban-not-found", ServicesTexts.NoAccount, ServicesTexts.RegisterAccount),
            false => new(field, "iban-inactive", ServicesTexts.AccountIsInactive, ServicesTexts.ActivateAccount),
            true => null,
        };

    private static IEnumerable<FieldError> Accounting(AccountingClass wanted, Found found)
    {
        if (found.AccertamentoId is null)
            yield return new(
                "accountingClass.accertamentoNumber",
                "accertamento-not-found",
                ServicesTexts.NoAccertamento,
                ServicesTexts.LoadAccertamento
            );
        else if (found.AccertamentoIsActive == false)
            yield return new(
                "accountingClass.accertamentoNumber",
                "accertamento-inactive",
                ServicesTexts.AccertamentoIsInactive,
                ServicesTexts.ActivateAccertamento
            );
        else if (found.Chapter != wanted.Chapter)
            yield return new(
                "accountingClass.chapter",
                "chapter-mismatch",
                ServicesTexts.OtherChapter.With(found.Chapter),
                ServicesTexts.UseItsChapter
            );
    }

    private static bool? Flag(Npgsql.NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetBoolean(column);
}
