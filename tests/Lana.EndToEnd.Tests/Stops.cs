namespace Lana;

/// <summary>Stops a run at the n-th report of a stage: in the middle of its work, whatever the machine's
/// speed.</summary>
internal static class Stops
{
    public static IProgress<LanaProgress> At(string stage, int report, Action stop)
    {
        var reports = 0;
        return new Reporter(value =>
        {
            if (value.Stage == stage && Interlocked.Increment(ref reports) == report)
            {
                stop();
            }
        });
    }

    public static async Task CancelAsync(Job job, string stage, int report)
    {
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => job.RunAsync(At(stage, report, cancellation.Cancel), cancellation.Token));
    }
}
