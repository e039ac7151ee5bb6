using System.Text.Json.Serialization;
using PagoDigitale.Core.Reconciliation;

namespace PagoDigitale.Api.Features.ReconciliationJobs.Door;

/// <summary>The classes of <see cref="Core.Reconciliation.ReconciliationClass"/> in the spelling accountants know.</summary>
public enum ItemClass
{
    [JsonStringEnumMemberName("IUD_RT_IUF_TES")]
    IudRtIufTes,

    [JsonStringEnumMemberName("RT_IUF_TES")]
    RtIufTes,

    [JsonStringEnumMemberName("RT_TES")]
    RtTes,

    [JsonStringEnumMemberName("RT_IUF")]
    RtIuf,

    [JsonStringEnumMemberName("IUD_RT_IUF")]
    IudRtIuf,

    [JsonStringEnumMemberName("IUD_NO_RT")]
    IudNoRt,

    [JsonStringEnumMemberName("RT_NO_IUD")]
    RtNoIud,

    [JsonStringEnumMemberName("RT_NO_IUF")]
    RtNoIuf,

    [JsonStringEnumMemberName("IUV_NO_RT")]
    IuvNoRt,

    [JsonStringEnumMemberName("IUF_NO_TES")]
    IufNoTes,

    [JsonStringEnumMemberName("IUF_TES_DIV_IMP")]
    IufTesDivImp,

    [JsonStringEnumMemberName("TES_NO_IUF_OR_IUV")]
    TesNoIufOrIuv,

    [JsonStringEnumMemberName("TES_NO_MATCH")]
    TesNoMatch,

    [JsonStringEnumMemberName("DOPPI")]
    Doppi,

    [JsonStringEnumMemberName("IUD_RT_DIV_IMP")]
    IudRtDivImp,

    [JsonStringEnumMemberName("RT_IUF_DIV_IMP")]
    RtIufDivImp,

    [JsonStringEnumMemberName("PAID_OUTSIDE")]
    PaidOutside,
}

/// <summary>Between the text kept in the database and the API's class; the order of both enumerations is the same.</summary>
public static class ItemClassText
{
    public static ItemClass Parse(string text) => (ItemClass)ReconciliationClassText.Parse(text);
}
