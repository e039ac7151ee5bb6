using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.BankStatements;

public abstract record BankStatementEvent(BankStatementModel Statement) : EventData
{
    protected BankStatementModel Statement { get; } = Statement;

    public string BankStatementId => Statement.Id;
    public string FileName => Statement.FileName;
    public DateOnly? FirstDate => Statement.FirstDate;
    public DateOnly? LastDate => Statement.LastDate;
    public int MovementsCount => Statement.Counts.Movements;
    public int PagoPaCount => Statement.Counts.PagoPa;
    public long PagoPaCents => Statement.Amounts.PagoPaCents;

    protected override string SubjectId => BankStatementId;
}

[Event("bank-statement.loaded", "A bank statement was loaded.")]
public sealed record BankStatementLoaded(BankStatementModel Statement) : BankStatementEvent(Statement)
{
    public int DuplicatesCount => Statement.Counts.Duplicates;
    public int RejectedCount => Statement.Counts.Rejected;
}

/// <summary>With the counts it had.</summary>
[Event("bank-statement.withdrawn", "A bank statement loaded by mistake was taken back.")]
public sealed record BankStatementWithdrawn(BankStatementModel Statement, string Reason) : BankStatementEvent(Statement);
