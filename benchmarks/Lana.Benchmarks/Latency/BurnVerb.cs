using Samples;

namespace Lana.Benchmarks.Latency;

/// <summary>Keeps one core busy until its input ends, which also happens when the process that started it ends.</summary>
internal sealed class BurnVerb : IBenchmarkVerb
{
    public const string Word = "burn";

    public string Name => Word;

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        arguments.ThrowIfUnread();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var burning = Task.Factory.StartNew(
            () => Burn(stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Console.In.ReadToEndAsync(cancellationToken);
        await stop.CancelAsync();
        return await burning > 0.0 ? 0 : 1;
    }

    private static double Burn(CancellationToken cancellationToken)
    {
        var numbers = new double[1024];
        for (var turn = 1L; !cancellationToken.IsCancellationRequested; turn++)
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = (numbers[i] * 0.999) + (1.0 / turn);
            }
        }

        return numbers[^1];
    }
}
