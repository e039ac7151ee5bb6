using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>The treasurer's account, movement by movement, and what people decide about it.</summary>
public sealed class BankStatementsFeature : Feature
{
    public override int Floor => 7;

    public override IReadOnlyList<string> Tables =>
        ["bank_movements", "bank_statements", "movement_links", "movement_proposals", "movement_refusals"];

    public override IReadOnlyList<JobKind> Jobs => [JobKind.Of<MarkDebts>(JobLane.Bulk)];

    public override IReadOnlyList<EventType> Events =>
        [
            EventType.Of<BankStatementLoaded>(),
            EventType.Of<BankStatementWithdrawn>(),
            EventType.Of<MovementIgnored>(),
            EventType.Of<MovementMatched>(),
            EventType.Of<MovementReversed>(),
            EventType.Of<MovementUnmatched>(),
        ];

    public override IReadOnlyList<ErrorCode> Errors => BankStatementsErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(BankStatementsTexts), typeof(MovementTexts), typeof(StatementLineTexts)];

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
            typeof(MovementEventWriter),
            typeof(MovementLinkWriter),
            typeof(MovementProposalWriter),
            typeof(MovementEmbedding),
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
