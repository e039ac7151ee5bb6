using System.Security.Cryptography;

namespace PagoDigitale.Platform.Secrets;

/// <summary>What was sealed does not open: this process has another master key than the one that sealed it.</summary>
public sealed class UnreadableSecretException(string what, CryptographicException inner)
    : Exception(
        $"{what} cannot be opened with this PagoDigitale:MasterKey. Give this replica the key of the others; a lost key cannot be "
            + "replaced.",
        inner
    );
