using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.BankStatements;

[Tags("bank-statements"), Route("v1/organizations/{organization}")]
public sealed class BankStatementsController : ApiController
{
    [
        HttpGet("bank-statements"),
        Operation(Scopes.BankStatementsRead, MayReadStandby = true),
        ProducesResponseType<Page<BankStatementModel>>(200)
    ]
    public async Task<IActionResult> ListBankStatements(
        [FromServices] ListBankStatementsHandler handler,
        string organization,
        [FromQuery] BankStatementFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [
        HttpPost("bank-statements"),
        Operation(Scopes.BankStatementsWrite),
        ProducesResponseType<BankStatementModel>(200),
        ProducesResponseType<BankStatementModel>(201)
    ]
    public async Task<IActionResult> UploadBankStatement(
        [FromServices] UploadBankStatementHandler handler,
        string organization,
        [FromQuery] StatementUpload parameters,
        [Upload(UploadAttribute.Csv, UploadAttribute.Tabbed, UploadAttribute.Excel, UploadAttribute.AnyFile)] SpooledUpload file,
        CancellationToken ct
    ) => CreatedOrFound(await handler.RunAsync(parameters, file, ct), s => $"/v1/organizations/{organization}/bank-statements/{s.Id}");

    [HttpPost("bank-statement-previews"), Operation(Scopes.BankStatementsWrite), ProducesResponseType<StatementPreview>(200)]
    public async Task<IActionResult> PreviewBankStatement(
        [FromServices] PreviewBankStatementHandler handler,
        string organization,
        [FromQuery] StatementToPreview parameters,
        [Upload(UploadAttribute.Csv, UploadAttribute.Tabbed, UploadAttribute.Excel, UploadAttribute.AnyFile)] SpooledUpload file,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(parameters, file, ct));

    [HttpGet("bank-statements/{statement}"), Operation(Scopes.BankStatementsRead), ProducesResponseType<BankStatementModel>(200)]
    public async Task<IActionResult> ReadBankStatement(
        [FromServices] ReadBankStatementHandler handler,
        string organization,
        string statement,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(statement, ct));

    [HttpPost("bank-statements/{statement}/withdraw"), Operation(Scopes.BankStatementsWrite), ProducesResponseType<BankStatementModel>(200)]
    public async Task<IActionResult> WithdrawBankStatement(
        [FromServices] WithdrawBankStatementHandler handler,
        string organization,
        string statement,
        [FromBody] StatementWithdrawalInput input,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(statement, input, ct));

    [
        HttpGet("bank-statements/{statement}/movements"),
        Operation(Scopes.BankStatementsRead, MayReadStandby = true),
        ProducesResponseType<Page<MovementModel>>(200)
    ]
    [Embeds(MovementEmbedding.Rendicontazioni, Scopes.RendicontazioniRead), Embeds(MovementEmbedding.Receipt, Scopes.ReceiptsRead)]
    public async Task<IActionResult> ListStatementMovements(
        [FromServices] ListStatementMovementsHandler handler,
        string organization,
        string statement,
        [FromQuery] StatementMovementFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(statement, filter, ct));

    [HttpGet("movements"), Operation(Scopes.BankStatementsRead, MayReadStandby = true), ProducesResponseType<Page<MovementModel>>(200)]
    [Embeds(MovementEmbedding.Rendicontazioni, Scopes.RendicontazioniRead), Embeds(MovementEmbedding.Receipt, Scopes.ReceiptsRead)]
    public async Task<IActionResult> ListMovements(
        [FromServices] ListMovementsHandler handler,
        string organization,
        [FromQuery] MovementFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpGet("movements/{movement}"), Operation(Scopes.BankStatementsRead), ProducesResponseType<MovementModel>(200)]
    [Embeds(MovementEmbedding.Rendicontazioni, Scopes.RendicontazioniRead), Embeds(MovementEmbedding.Receipt, Scopes.ReceiptsRead)]
    public async Task<IActionResult> ReadMovement(
        [FromServices] ReadMovementHandler handler,
        string organization,
        string movement,
        [FromQuery] PartQuery part,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(movement, part, ct));

    [HttpPost("movements/{movement}/unmatch"), Operation(Scopes.BankStatementsWrite), ProducesResponseType<MovementModel>(200)]
    public async Task<IActionResult> UnmatchMovement(
        [FromServices] UnmatchMovementHandler handler,
        string organization,
        string movement,
        [FromBody] MovementDecisionInput input,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(movement, input, ct));

    [HttpPost("movements/{movement}/ignore"), Operation(Scopes.BankStatementsWrite), ProducesResponseType<MovementModel>(200)]
    public async Task<IActionResult> IgnoreMovement(
        [FromServices] IgnoreMovementHandler handler,
        string organization,
        string movement,
        [FromBody] MovementDecisionInput input,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(movement, input, ct));

    [HttpPost("movement-matches"), Operation(Scopes.BankStatementsWrite), ProducesResponseType<MovementMatchModel>(200)]
    public async Task<IActionResult> MatchMovements(
        [FromServices] MatchMovementsHandler handler,
        string organization,
        [FromBody] MovementMatchInput input,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(input, ct));

    [
        HttpGet("movement-proposals"),
        Operation(Scopes.BankStatementsRead, MayReadStandby = true),
        ProducesResponseType<Page<MovementProposalModel>>(200)
    ]
    public async Task<IActionResult> ListMovementProposals(
        [FromServices] ListMovementProposalsHandler handler,
        string organization,
        [FromQuery] MovementProposalFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));
}
