using PagoDigitale.Core.Money;

namespace PagoDigitale.Quickstart.MainJob;

public static class Euro
{
    public static string Text(long cents) => $"€ {EuroCents.ToItalian(cents)}";
}
