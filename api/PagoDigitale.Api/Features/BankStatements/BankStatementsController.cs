using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.BankStatements;

[Tags("bank-statements"), Route("v1/organizations/{organization}")]
public sealed class BankStatementsController(
    BankStatementQueries statements,
    MovementQueries movements,
    MovementProposalQueries proposals,
    UploadBankStatementHandler upload,
    MatchMovementsHandler match,
    UnmatchMovementHandler unmatch,
    IgnoreMovementHandler ignore,
    WithdrawBankStatementHandler withdraw
) : ApiController
{
    [HttpGet("bank-statements"), Operation(Scopes.BankStatementsRead), ProducesResponseType<Page<BankStatementModel>>(200)]
    public async Task<IActionResult> ListBankStatements(
        string organization,
        [FromQuery] BankStatementFilter filter,
        CancellationToken ct
    ) => Answer(await statements.ListAsync(filter, ct));

    [
        HttpPost("bank-statements"),
        Operation(Scopes.BankStatementsWrite),
        ProducesResponseType<BankStatementModel>(200),
        ProducesResponseType<BankStatementModel>(201)
    ]
    public async Task<IActionResult> UploadBankStatement(
        string organization,
        [FromQuery] StatementUpload parameters,
        [Upload(UploadAttribute.Csv, UploadAttribute.Tabbed, UploadAttribute.Excel, UploadAttribute.AnyFile)] SpooledUpload file,
        CancellationToken ct
    ) => CreatedOrFound(await upload.RunAsync(parameters, file, ct), s => $"/v1/organizations/{organization}/bank-statements/{s.Id}");

    [HttpPost("bank-statement-previews"), Operation(Scopes.BankStatementsWrite), ProducesResponseType<StatementPreview>(200)]
    public async Task<IActionResult> PreviewBankStatement(
        string organization,
        [FromQuery] StatementToPreview parameters,
        [Upload(UploadAttribute.Csv, UploadAttribute.Tabbed, UploadAttribute.Excel, UploadAttribute.AnyFile)] SpooledUpload file,
        CancellationToken ct
    ) => Answer(await upload.PreviewAsync(parameters, file, ct));

    [HttpGet("bank-statements/{statement}"), Operation(Scopes.BankStatementsRead), ProducesResponseType<BankStatementModel>(200)]
    public async Task<IActionResult> ReadBankStatement(string organization, string statement, CancellationToken ct) =>
        Answer(await statements.ReadAsync(statement, ct));

    [HttpPost("bank-statements/{statement}/withdraw"), Operation(Scopes.BankStatementsWrite), ProducesResponseType<BankStatementModel>(200)]
    public async Task<IActionResult> WithdrawBankStatement(
        string organization,
        string statement,
        [FromBody] StatementWithdrawalInput input,
        CancellationToken ct
    ) => Answer(await withdraw.RunAsync(statement, input, ct));

    [HttpGet("bank-statements/{statement}/movements"), Operation(Scopes.BankStatementsRead), ProducesResponseType<Page<MovementModel>>(200)]
    public async Task<IActionResult> ListStatementMovements(
        string organization,
        string statement,
        [FromQuery] StatementMovementFilter filter,
        CancellationToken ct
    ) => Answer(await movements.ListOfStatementAsync(statement, filter, ct));

    [HttpGet("movements"), Operation(Scopes.BankStatementsRead), ProducesResponseType<Page<MovementModel>>(200)]
    public async Task<IActionResult> ListMovements(string organization, [FromQuery] MovementFilter filter, CancellationToken ct) =>
        Answer(await movements.ListAsync(filter, ct));

    [HttpGet("movements/{movement}"), Operation(Scopes.BankStatementsRead), ProducesResponseType<MovementModel>(200)]
    public async Task<IActionResult> ReadMovement(string organization, string movement, CancellationToken ct) =>
        Answer(await movements.ReadAsync(movement, ct));

    [HttpPost("movements/{movement}/unmatch"), Operation(Scopes.BankStatementsWrite), ProducesResponseType<MovementModel>(200)]
    public async Task<IActionResult> UnmatchMovement(
        string organization,
        string movement,
        [FromBody] MovementDecisionInput input,
        CancellationToken ct
    ) => Answer(await unmatch.RunAsync(movement, input, ct));

    [HttpPost("movements/{movement}/ignore"), Operation(Scopes.BankStatementsWrite), ProducesResponseType<MovementModel>(200)]
    public async Task<IActionResult> IgnoreMovement(
        string organization,
        string movement,
        [FromBody] MovementDecisionInput input,
        CancellationToken ct
    ) => Answer(await ignore.RunAsync(movement, input, ct));

    [HttpPost("movement-matches"), Operation(Scopes.BankStatementsWrite), ProducesResponseType<MovementMatchModel>(200)]
    public async Task<IActionResult> MatchMovements(string organization, [FromBody] MovementMatchInput input, CancellationToken ct) =>
        Answer(await match.RunAsync(input, ct));

    [HttpGet("movement-proposals"), Operation(Scopes.BankStatementsRead), ProducesResponseType<Page<MovementProposalModel>>(200)]
    public async Task<IActionResult> ListMovementProposals(
        string organization,
        [FromQuery] MovementProposalFilter filter,
        CancellationToken ct
    ) => Answer(await proposals.ListAsync(filter, ct));
}
