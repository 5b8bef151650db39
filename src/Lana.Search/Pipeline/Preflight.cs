namespace Lana.Pipeline;

/// <summary>Checks for everything that would stop a run later, before anything is measured.</summary>
/// <param name="inputs">The parts, the teacher and the data.</param>
/// <param name="directory">The run directory, as an absolute path.</param>
/// <param name="machine">The memory and the disks.</param>
internal sealed class Preflight(ForecastInputs inputs, string directory, IMachineFacts machine)
{
    private readonly PreflightReport _report = new();

    /// <summary>Checks everything. The run directory exists afterwards, unless there are problems.</summary>
    /// <returns>Warnings: conditions that may stop the run.</returns>
    /// <exception cref="PreflightException">There are problems; the message has all of them.</exception>
    public async Task<IReadOnlyList<string>> RequireAsync()
    {
        var runDirectory = new RunDirectoryCheck(directory);
        var isUsable = runDirectory.Run(_report);
        try
        {
            var canExport = NativeLibrariesCheck.Run(inputs.Parts, _report);
            var givesNumbers = await new DataCheck(inputs, _report).RunAsync().ConfigureAwait(false);
            if (SearchSpaceCheck.Run(inputs.Parts.SearchSpace, inputs.Network, _report))
            {
                new ResourceCheck(inputs, machine, _report).Run(isUsable ? directory : null);
            }

            // A runtime that does not load and a teacher without finite outputs have been reported.
            if (canExport && givesNumbers)
            {
                await ExportCheck.RunAsync(inputs, _report).ConfigureAwait(false);
            }

            return _report.HasProblems ? throw _report.ToException() : _report.Warnings;
        }
        catch
        {
            runDirectory.Undo();
            throw;
        }
    }

    /// <summary>Checks everything, and logs the warnings, the inputs that are not used and the operations that fit no
    /// layer.</summary>
    /// <exception cref="PreflightException">There are problems; the message contains all of them.</exception>
    public async Task RequireAsync(ILogger logger)
    {
        foreach (var warning in await RequireAsync().ConfigureAwait(false))
        {
            SearchLog.MayFail(logger, warning);
        }

        foreach (var what in UnusedInputs.Of(inputs))
        {
            SearchLog.NotUsed(logger, what);
        }

        new LeftOutOperations(logger).LogUnplaced(inputs.Parts.SearchSpace, inputs.Network);
    }
}
