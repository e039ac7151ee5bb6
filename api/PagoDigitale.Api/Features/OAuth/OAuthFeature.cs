using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.OAuth;

/// <summary>Access tokens for clients, the keys to verify them, and what the token endpoint can do.</summary>
public sealed class OAuthFeature : Feature
{
    public override int Floor => 3;

    public override IReadOnlyList<ErrorCode> Errors => OAuthErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(OAuthTexts)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(typeof(IssueTokenHandler), typeof(ReadServerMetadataHandler), typeof(ReadSigningKeysHandler));
        services.AddSingleton<FailedAttempts>();
    }
}
