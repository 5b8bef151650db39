namespace Lana.Modules;

/// <summary>The running statistics of batch norms.</summary>
internal static class RunningStatistics
{
    /// <summary>Resets the counters, so that <see cref="RunMode.Recalibrate"/> starts again.</summary>
    public static void Reset(IEnumerable<KeyValuePair<string, Tensor>> state)
    {
        foreach (var (_, counter) in state.Where(
            pair => pair.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)))
        {
            counter.zero_();
        }
    }
}
