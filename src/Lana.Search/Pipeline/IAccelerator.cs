namespace Lana.Pipeline;

/// <summary>The pipeline: turns a trained network, data and a latency budget into a network that meets the
/// budget.</summary>
/// <remarks>One acceleration at a time for each run directory: a second one is refused, also in another
/// process.</remarks>
public interface IAccelerator
{
    /// <summary>Accelerates a trained network on this device.</summary>
    /// <param name="teacher">The trained network; it is not changed.</param>
    /// <param name="data">The training and held-out examples.</param>
    /// <param name="budget">The latency limit of the student, absolute or relative to the teacher, on this
    /// device.</param>
    /// <param name="progress">Receives the progress of every stage; <see langword="null"/> disables it.</param>
    /// <param name="cancellationToken">Stops within one batch; finished work stays in the run directory.</param>
    /// <returns>The student and how it was made; the caller disposes it.</returns>
    /// <exception cref="PreflightException">Examples do not fit the teacher or the objective or are not finite, no
    /// operation fits any layer, a native library does not load, the run directory cannot be written, memory or disk
    /// space is far too small, or the teacher cannot be exported; the message names all problems. Nothing was measured
    /// or written.</exception>
    /// <exception cref="Data.InvalidExampleException">A later example is not finite.</exception>
    /// <exception cref="BudgetException">No selection of operations meets the budget; the message says what is
    /// attainable.
    /// </exception>
    /// <exception cref="Parity.ParityException">ONNX Runtime and TorchSharp disagree on a file that was
    /// written.</exception>
    /// <exception cref="Tables.ForeignTableException">The run directory has the latency table of another network: use
    /// another directory.</exception>
    /// <exception cref="DamagedFileException">A file of the run directory is damaged; the message names
    /// it.</exception>
    /// <exception cref="Weights.SafetensorsException">Weights or a checkpoint of the run directory are damaged; the
    /// message names the file.</exception>
    /// <exception cref="OutputException">A file of the run directory could not be written later, or another run is
    /// in it.</exception>
    /// <exception cref="ArgumentException">The data has another shape than the teacher's input.</exception>
    /// <exception cref="InvalidOperationException">The selector found nothing in its time limit.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<AccelerationResult> AccelerateAsync(
        Network teacher,
        TrainingData data,
        Budget budget,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Forecasts the time that each stage of an acceleration takes on this machine, and the memory it
    /// needs.</summary>
    /// <remarks>Runs the beginning of every stage on a sample: some seconds for a small network, about a fiftieth of
    /// the acceleration for a large one. Before the latency table of the run directory is measured, candidates with
    /// fewer multiply-accumulates and smaller features than the teacher's layer count as faster. The forecast is for a
    /// run from the beginning; only a complete latency table counts as done. The run directory is not
    /// changed.</remarks>
    /// <param name="teacher">The trained network; it is not changed.</param>
    /// <param name="data">The training and held-out examples.</param>
    /// <param name="budget">The latency limit of the student.</param>
    /// <param name="progress">Receives the finished parts of the forecast; <see langword="null"/> disables it.</param>
    /// <param name="cancellationToken">Stops within one batch.</param>
    /// <returns>The expected durations, memory and disk space.</returns>
    /// <exception cref="Tables.ForeignTableException">The run directory has the latency table of another
    /// network.</exception>
    /// <exception cref="DamagedFileException">The latency table of the run directory is damaged.</exception>
    /// <exception cref="ArgumentException">The data has another shape than the teacher's input.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<AccelerationForecast> ForecastAsync(
        Network teacher,
        TrainingData data,
        Budget budget,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
