using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>The caller's map of the file; what is absent is recognised.</summary>
public abstract record StatementParameters
{
    public const int ColumnMax = 500;

    /// <summary>Money out, where it has a column of its own and the amount is money in.</summary>
    [FromQuery(Name = "debitColumn"), Range(1, ColumnMax)]
    public int? DebitColumn { get; init; }

    /// <summary>Which way the amount went, where the amount itself does not say.</summary>
    [FromQuery(Name = "signColumn"), Range(1, ColumnMax)]
    public int? SignColumn { get; init; }

    [FromQuery(Name = "provvisorioColumn"), Range(1, ColumnMax)]
    public int? ProvvisorioColumn { get; init; }

    [FromQuery(Name = "valueDateColumn"), Range(1, ColumnMax)]
    public int? ValueDateColumn { get; init; }

    [FromQuery(Name = "separator"), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? Separator { get; init; }

    [FromQuery(Name = "firstRow"), Range(1, 1000)]
    public int? FirstRow { get; init; }

    [FromQuery(Name = "encoding"), MaxLength(32)]
    public string? Encoding { get; init; }

    [FromQuery(Name = "accountIban"), MaxLength(27)]
    public string? AccountIban { get; init; }

    internal abstract (int? Date, int? Amount, int? Description) Named();
}

public abstract class StatementParametersValidator<T> : AbstractValidator<T>
    where T : StatementParameters
{
    protected StatementParametersValidator()
    {
        RuleFor(x => x.SignColumn)
            .Null()
            .When(x => x.DebitColumn is not null)
            .Otherwise("sign-or-debit", BankStatementsTexts.SignAndDebit, BankStatementsTexts.GiveSignOrDebit);
        RuleFor(x => x.Separator)
            .Must(s => s!.Length == 1 && s[0] is not ('"' or '\r' or '\n'))
            .When(x => x.Separator is not null)
            .Otherwise("separator-invalid", BankStatementsTexts.NoSeparator, BankStatementsTexts.GiveSeparator);
        RuleFor(x => x.Encoding)
            .Must(e => StatementText.IsKnown(e!))
            .When(x => x.Encoding is not null)
            .Otherwise(
                "encoding-unknown",
                BankStatementsTexts.UnknownEncoding,
                BankStatementsTexts.GiveEncoding.With(StatementText.Encodings)
            );
        RuleFor(x => x.AccountIban)
            .Must(i => Iban.TryParse(i, out var iban) && iban.IsItalian && iban.Value == i)
            .When(x => x.AccountIban is not null)
            .Otherwise("iban-invalid", BankStatementsTexts.NoItalianIban, BankStatementsTexts.GiveIban);
    }
}
