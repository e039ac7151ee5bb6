namespace PagoDigitale.Quickstart.MainJob;

/// <summary>Who wants to see how far the job is.</summary>
public interface IProgressSink
{
    /// <summary>The step lasts until the result is disposed.</summary>
    IStepProgress Begin(string title);
}

public interface IStepProgress : IDisposable
{
    void At(long done, long total);

    /// <summary>What came of the step, in a few words.</summary>
    void Say(string fact);
}
