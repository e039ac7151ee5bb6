namespace PagoDigitale.Core.Reconciliation;

/// <summary>
/// The classes accountants know from the regional platforms: IUD is the position, RT the receipt, IUF the rendicontazione,
/// TES the treasury movement. <see cref="IudRtDivImp"/>, <see cref="RtIufDivImp"/> and <see cref="PaidOutside"/> are ours.
/// </summary>
public enum ReconciliationClass
{
    IudRtIufTes,
    RtIufTes,
    RtTes,
    RtIuf,
    IudRtIuf,
    IudNoRt,
    RtNoIud,
    RtNoIuf,
    IuvNoRt,
    IufNoTes,
    IufTesDivImp,
    TesNoIufOrIuv,
    TesNoMatch,
    Doppi,

    /// <summary>Paid with another amount, or other shares, than the position asked for.</summary>
    IudRtDivImp,

    /// <summary>Reported with another amount than the receipt has.</summary>
    RtIufDivImp,
    PaidOutside,
}

public static class ReconciliationClassText
{
    private static readonly string[] _texts =
    [
        "IUD_RT_IUF_TES",
        "RT_IUF_TES",
        "RT_TES",
        "RT_IUF",
        "IUD_RT_IUF",
        "IUD_NO_RT",
        "RT_NO_IUD",
        "RT_NO_IUF",
        "IUV_NO_RT",
        "IUF_NO_TES",
        "IUF_TES_DIV_IMP",
        "TES_NO_IUF_OR_IUV",
        "TES_NO_MATCH",
        "DOPPI",
        "IUD_RT_DIV_IMP",
        "RT_IUF_DIV_IMP",
        "PAID_OUTSIDE",
    ];

    public static IReadOnlyList<string> All => _texts;

    public static string Of(ReconciliationClass value) => _texts[(int)value];

    public static bool TryParse(string? text, out ReconciliationClass value)
    {
        var index = Array.IndexOf(_texts, text);
        value = index < 0 ? default : (ReconciliationClass)index;
        return index >= 0;
    }

    public static ReconciliationClass Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is none of: {string.Join(", ", _texts)}.");

    /// <summary>Regular classes ask nothing of anybody.</summary>
    public static bool IsRegular(ReconciliationClass value) => value is <= ReconciliationClass.IudRtIuf or ReconciliationClass.PaidOutside;
}
