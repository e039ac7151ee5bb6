using PagoDigitale.NodeSimulator.State;

namespace PagoDigitale.NodeSimulator.Aca;

/// <summary>
/// The accepted writes, one line each, appended before they are answered: whatever was answered is there after the simulator was killed.
/// The operating system keeps what a dead process wrote, so nothing waits for the disk; only a power cut could take it. A write that was
/// cut off in the middle was never answered: its half of a line is dropped when the file is opened again. Its owner has to call one
/// method at a time.
/// </summary>
internal sealed class AcaJournal : IDisposable
{
    private const int BufferLength = 1 << 16;
    private const byte NewLine = (byte)'\n';

    private readonly FileStream _file;
    private long _end;

    private AcaJournal(FileStream file) => _file = file;

    /// <param name="take">Gets every line that is there, its end included.</param>
    public static AcaJournal Open(string path, Action<byte[]> take)
    {
        var how = PrivateFile.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite);
        how.BufferSize = 0;
        // Two simulators on one file would write over each other.
        how.Share = FileShare.None;
        var journal = new AcaJournal(new FileStream(path, how));
        try
        {
            journal.Read(take);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Where a write failed, the next one begins at the same place.</summary>
    public void Append(byte[] line)
    {
        RandomAccess.Write(_file.SafeFileHandle, line, _end);
        _end += line.Length;
    }

    public void Clear()
    {
        _file.SetLength(0);
        _end = 0;
    }

    public void Dispose() => _file.Dispose();

    private void Read(Action<byte[]> take)
    {
        var buffer = new byte[BufferLength];
        var filled = 0;
        int read;
        while ((read = RandomAccess.Read(_file.SafeFileHandle, buffer.AsSpan(filled), _end + filled)) > 0)
        {
            filled += read;
            var start = 0;
            int length;
            while ((length = buffer.AsSpan(start, filled - start).IndexOf(NewLine) + 1) > 0)
            {
                take(buffer.AsSpan(start, length).ToArray());
                start += length;
            }
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            _end += start;
            if (filled == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
        }
        _file.SetLength(_end);
    }
}
