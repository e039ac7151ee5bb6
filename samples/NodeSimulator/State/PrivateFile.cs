namespace PagoDigitale.NodeSimulator.State;

/// <summary>What the simulator remembers names who paid: for its owner alone.</summary>
internal static class PrivateFile
{
    public static FileStreamOptions Options(FileMode mode, FileAccess access)
    {
        var how = new FileStreamOptions { Mode = mode, Access = access };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return how;
    }
}
