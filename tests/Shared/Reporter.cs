namespace Lana;

/// <summary>Progress on the reporting thread, at once: what a test does with it happens in the middle of the
/// work.</summary>
internal sealed class Reporter(Action<LanaProgress> report) : IProgress<LanaProgress>
{
    public void Report(LanaProgress value) => report(value);
}
