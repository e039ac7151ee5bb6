using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Api.Platform.Results;

namespace PagoDigitale.Api.Features.OAuth;

[Tags("oauth")]
public sealed class OAuthController(IssueTokenHandler issue, SigningKeysQueries keys) : ApiController
{
    [HttpPost("v1/oauth/token"), Consumes("application/x-www-form-urlencoded")]
    [ProducesResponseType<TokenResponse>(200), PublicOperation(400, 401, 413, 415)]
    public async Task<IActionResult> IssueToken([FromForm] TokenRequest request, CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return Refusal(MalformedInput.From(ModelState, HttpContext));
        // RFC 6749 §5.1: tokens are never cached.
        Response.Headers.CacheControl = "no-store";
        return Answer(await issue.RunAsync(request, Request.Headers.Authorization, ct));
    }

    [HttpGet(".well-known/jwks.json")]
    [ProducesResponseType<JsonWebKeySet>(200), PublicOperation]
    public async Task<IActionResult> ReadSigningKeys(CancellationToken ct) => Ok(await keys.ReadAsync(ct));
}
