using Lana;
using Spectre.Console;

namespace Samples;

/// <summary>One line with a bar and the time left for each stage.</summary>
internal sealed class ProgressView(ProgressContext context) : IProgress<LanaProgress>
{
    private readonly Dictionary<string, ProgressTask> _tasks = [];
    private readonly Lock _gate = new();

    public void Report(LanaProgress value)
    {
        lock (_gate)
        {
            if (!_tasks.TryGetValue(value.Stage, out var task))
            {
                task = context.AddTask(value.Stage, maxValue: 1.0);
                _tasks[value.Stage] = task;
            }

            task.Value = value.Fraction;
            task.Description = value.Eta is { } eta && value.Fraction < 1.0
                ? $"{value.Stage} ({eta.TotalSeconds:0} s left)"
                : value.Stage;
        }
    }

    /// <summary>Runs something under a progress display.</summary>
    public static Task<T> ShowAsync<T>(Func<IProgress<LanaProgress>, Task<T>> body) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
            new ElapsedTimeColumn())
        .StartAsync(context => body(new ProgressView(context)));
}
