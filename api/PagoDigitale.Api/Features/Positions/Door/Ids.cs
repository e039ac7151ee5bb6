using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>The public forms of the identifiers this feature shows.</summary>
public static class Ids
{
    public static string Position(Guid id) => PublicId.Format("pos", id);

    public static string Instalment(Guid id) => PublicId.Format("ins", id);

    public static string Debtor(Guid id) => PublicId.Format("deb", id);

    public static string Flow(Guid id) => PublicId.Format("flw", id);

    public static string Receipt(Guid id) => PublicId.Format("rcp", id);
}
