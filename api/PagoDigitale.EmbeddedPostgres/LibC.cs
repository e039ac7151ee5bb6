using System.Runtime.InteropServices;

namespace PagoDigitale.EmbeddedPostgres;

/// <summary>The two system calls .NET does not offer.</summary>
internal static partial class LibC
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;

    public static void ChangeOwner(string path, uint user, uint group)
    {
        // lchown never follows a link that the unprivileged user might have planted.
        if (LChown(path, user, group) != 0)
        {
            throw new EmbeddedPostgresException($"Cannot give '{path}' to user {user}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    /// <returns>False when the process no longer exists or belongs to somebody else.</returns>
    public static bool Send(int processId, int signal) => SendSignal(processId, signal) == 0;

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LChown(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}
