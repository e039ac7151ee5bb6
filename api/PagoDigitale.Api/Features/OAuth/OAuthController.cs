using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.OAuth;

[Tags("oauth")]
public sealed class OAuthController : ApiController
{
    [HttpPost("v1/oauth/token"), FormBody]
    [ProducesResponseType<TokenResponse>(200), PublicOperation(400, 401, 413, 415)]
    public async Task<IActionResult> IssueToken(
        [FromServices] IssueTokenHandler handler,
        [FromForm] TokenRequest request,
        CancellationToken ct
    )
    {
        if (!ModelState.IsValid)
            return TokenProblem.Answer(await MalformedInput.FromAsync(ModelState, HttpContext, ct), HttpContext);
        if (TokenRequest.Repeated(Request.Form) is { } repeated)
            return TokenProblem.Answer(repeated, HttpContext);
        var outcome = await handler.RunAsync(request, Request.Headers.Authorization, $"{HttpContext.Connection.RemoteIpAddress}", ct);
        return outcome.Error switch
        {
            null => Answer(outcome),
            // RFC 6749 has no word for it: it is a problem like any other 429.
            { Kind: ErrorKind.TooMany } tooMany => Refusal(tooMany),
            var refusal => TokenProblem.Answer(refusal, HttpContext),
        };
    }

    [HttpGet(".well-known/jwks.json")]
    [ProducesResponseType<JsonWebKeySet>(200), PublicOperation]
    public async Task<IActionResult> ReadSigningKeys([FromServices] ReadSigningKeysHandler handler, CancellationToken ct) =>
        Ok(await handler.RunAsync(ct));

    [HttpGet(".well-known/oauth-authorization-server")]
    [ProducesResponseType<ServerMetadata>(200), PublicOperation]
    public IActionResult ReadServerMetadata([FromServices] ReadServerMetadataHandler handler) => Ok(handler.Run());
}
