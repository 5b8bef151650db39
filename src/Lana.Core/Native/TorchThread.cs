namespace Lana.Native;

/// <summary>A dedicated thread for a long computation with several intra-op threads.</summary>
internal static class TorchThread
{
    public static Task<T> RunAsync<T>(int threads, Func<T> body)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        TorchRuntime.EnsureInitialized();
        return Task.Factory.StartNew(
            () =>
            {
                set_num_threads(threads == 0 ? Environment.ProcessorCount : threads);
                using var scope = NewDisposeScope();
                return body();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }
}
