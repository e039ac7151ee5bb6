using System.Runtime.CompilerServices;

namespace PagoDigitale.Node.Tests.Support;

/// <summary>Compares with a reviewed file. On a difference the new text is left beside it, to be looked at and renamed.</summary>
internal static class Approved
{
    public static void Check(string name, byte[] xml, [CallerFilePath] string caller = "")
    {
        var actual = Schemas.Parse(xml).ToString().ReplaceLineEndings("\n") + "\n";
        var folder = Path.Combine(Path.GetDirectoryName(caller)!, "..", "Approved");
        var approved = Path.Combine(folder, name + ".xml");
        var received = Path.Combine(folder, name + ".received.xml");
        if (File.Exists(approved) && File.ReadAllText(approved) == actual)
            return;
        File.WriteAllText(received, actual);
        throw new ShouldAssertException($"{name} differs from its approved file: compare with {received}.");
    }
}
