using PagoDigitale.Api.Features.Positions.Door;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>
/// What a dry run may show. A notice number looked at and not taken goes to the next one who asks: whoever printed it would
/// have two debts on one number. Only numbers already there or sent by the caller are shown, and texts made from the others
/// are left out with them.
/// </summary>
internal static class DryRunAnswer
{
    public static PositionModel Of(PositionModel computed, PositionInput input, IReadOnlySet<string> stored)
    {
        var given = input.Options.SelectMany(o => o.Instalments).Select(i => i.NoticeNumber).ToHashSet();
        return computed with
        {
            PaymentOptions =
            [
                .. computed.PaymentOptions.Select(o =>
                    o with
                    {
                        Instalments =
                        [
                            .. o.Instalments.Select(i =>
                                stored.Contains(i.NoticeNumber!) || given.Contains(i.NoticeNumber)
                                    ? i
                                    : WithoutNumber(i, computed.Description)
                            ),
                        ],
                    }
                ),
            ],
        };
    }

    private static InstalmentModel WithoutNumber(InstalmentModel instalment, string description) =>
        instalment with
        {
            NoticeNumber = null,
            Iuv = null,
            Transfers =
            [
                .. instalment.Transfers.Select(t =>
                    t.RemittanceInformation == RemittanceText.For(instalment.Iuv!, t.AmountCents, description)
                        ? t with
                        {
                            RemittanceInformation = null,
                        }
                        : t
                ),
            ],
        };
}
