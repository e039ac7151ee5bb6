using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>The treasurer's account, movement by movement, and what people decide about it.</summary>
public sealed class BankStatementsFeature : Feature
{
    public override int Floor => 7;

    public override IReadOnlyList<string> Tables =>
        ["bank_movements", "bank_statements", "movement_links", "movement_proposals", "movement_refusals"];

    public override IReadOnlyList<EventType> Events =>
        [
            new("bank-statement.loaded", "A bank statement was loaded."),
            new("bank-statement.withdrawn", "A bank statement loaded by mistake was taken back."),
            new("movement.ignored", "Somebody decided that a movement is nothing to reconcile."),
            new("movement.matched", "Somebody decided what a movement is."),
            new("movement.reversed", "A movement was taken back by its storno."),
            new("movement.unmatched", "A decision about a movement was taken back."),
        ];

    public override IReadOnlyList<ErrorCode> Errors => BankStatementsErrors.All;

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("bst", "statement"), new("mov", "movement")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.BankStatementsRead, Scopes.BankStatementsWrite];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(BankStatementRows),
            typeof(DecisionQueries),
            typeof(DecisionWriter),
            typeof(IgnoreMovementHandler),
            typeof(KnownMovementQueries),
            typeof(ListBankStatementsHandler),
            typeof(ListMovementProposalsHandler),
            typeof(ListMovementsHandler),
            typeof(ListStatementMovementsHandler),
            typeof(MatchMovementsHandler),
            typeof(MovementLinkWriter),
            typeof(MovementProposalWriter),
            typeof(MovementRows),
            typeof(MovementStateWriter),
            typeof(MovementWriter),
            typeof(PreviewBankStatementHandler),
            typeof(ReadBankStatementHandler),
            typeof(ReadMovementHandler),
            typeof(StagedLineWriter),
            typeof(StatementReading),
            typeof(StatementWithdrawalQueries),
            typeof(StornoWriter),
            typeof(TakeBackCreditHandler),
            typeof(UnmatchMovementHandler),
            typeof(UploadBankStatementHandler),
            typeof(WithdrawBankStatementHandler)
        );
        services.AddScoped<IFlowTransfers, FlowTransferWriter>();
    }
}
