using static TorchSharp.torch;

namespace Lana.Native;

/// <summary>One thread of its own for a long computation with several intra-op threads.</summary>
public static class TorchThread
{
    /// <summary>Runs a computation on a thread of its own.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="threads">Intra-op threads, at least 1; 0 for one per core.</param>
    /// <param name="body">The computation; tensors it makes and does not detach are disposed at its end.</param>
    /// <returns>A task that ends with the computation.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is negative.</exception>
    public static Task<T> RunAsync<T>(int threads, Func<T> body)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ArgumentNullException.ThrowIfNull(body);
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
