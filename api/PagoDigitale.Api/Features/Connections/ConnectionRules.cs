using FluentValidation;
using PagoDigitale.Platform.Outbound;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Connections;

internal static class ConnectionRules
{
    private const int KeyLengthMax = 500;

    /// <summary>Without a slash at its end: what is called stands behind it.</summary>
    public static string? Plain(string? baseUrl) => baseUrl?.TrimEnd('/');

    public static void MustBeCallable<T>(this IRuleBuilderInitial<T, string?> rule, AddressGuard guard) =>
        rule.Custom(
            (text, context) =>
            {
                if (text is not null && guard.Refuse(text) is { } why)
                    context.Refuse(new("baseUrl", "address-not-allowed", why, AddressGuard.Remedy));
            }
        );

    /// <summary>It goes into a header: what no header takes would fail at each call.</summary>
    public static void MustBeKey<T>(this IRuleBuilderInitial<T, string?> rule) =>
        rule.Must(key => key is null || (key.Length is > 0 and <= KeyLengthMax && key.All(c => c is > ' ' and <= '~')))
            .Otherwise("key-malformed", ConnectionsTexts.KeyMalformed, ConnectionsTexts.GiveKey);
}
