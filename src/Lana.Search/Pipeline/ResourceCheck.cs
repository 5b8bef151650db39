using System.IO.Enumeration;
using Lana.Pretraining;

namespace Lana.Pipeline;

/// <summary>Compares the expected memory and disk space with those of the machine.</summary>
/// <remarks>Both are estimates from the search space, before anything is measured: the number of operations worth
/// training is not known. So a run is refused only if less than a quarter of an estimate is available (for memory, of
/// the estimate without the operations); below 125 % of the estimate there is a warning.</remarks>
internal sealed class ResourceCheck(ForecastInputs inputs, IMachineFacts machine, PreflightReport report)
{
    private const double Impossible = 0.25;
    private const double Tight = 1.25;

    /// <summary>Compares both, and reports problems and warnings.</summary>
    /// <param name="directory">The run directory; null if it cannot be used, which has been reported.</param>
    public void Run(string? directory)
    {
        var trainable = inputs.Candidates().Where(candidate => candidate.NeedsTraining).ToList();
        var memory = ForecastMemory.PeakBytes(inputs, trainable, BatchSize, Students);
        Compare(
            "memory",
            (ForecastMemory.PeakBytes(inputs, [], BatchSize, Math.Min(1, Students)), memory, machine.MemoryBytes),
            $"the process is expected to need {Text(memory)}, and this machine or its container has {Text(machine.MemoryBytes)}. " +
            "Reduce BatchSize and MemoryBudgetBytes of PretrainingOptions, TrialSearchOptions.Trials, or the search space.");
        if (directory is not null && machine.DiskOf(directory) is { } disk)
        {
            var needed = Math.Max(0, ForecastMemory.DiskBytes(inputs, trainable) - SizeOf(directory));
            Compare(
                "disk space",
                (needed, needed, disk.FreeBytes),
                $"'{directory}' is expected to need {Text(needed)} more, and its disk '{disk.Name}' has {Text(disk.FreeBytes)} " +
                "free. Free space, choose another AcceleratorOptions.RunDirectory, or reduce the search space.");
        }
    }

    private int BatchSize => ((inputs.Parts.Trainer as CandidateTrainer)?.Options ?? new PretrainingOptions()).BatchSize;

    private int Students => inputs.Options.TrialSearch is { } search && !inputs.Parts.FineTuner.IsOff
        ? Math.Max(search.Trials, search.TrialsPerRound)
        : 0;

    private void Compare(string what, (long Least, long Needed, long Available) bytes, string text)
    {
        if (bytes.Available < Impossible * bytes.Least)
        {
            report.Add($"{what}: {text}");
        }
        else if (bytes.Available < Tight * bytes.Needed)
        {
            report.Warn($"{what}: {text}");
        }
    }

    // Files that another run deletes meanwhile cause no error.
    private static long SizeOf(string directory) => new FileSystemEnumerable<long>(
        directory,
        (ref FileSystemEntry file) => file.IsDirectory ? 0 : file.Length,
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Sum();

    private static string Text(long bytes) => AccelerationForecast.Text(bytes);
}
