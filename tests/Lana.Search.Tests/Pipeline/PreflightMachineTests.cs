using Lana.Candidates;
using Lana.Data;
using Lana.FineTuning;
using Lana.Networks;
using Lana.Parity;
using Lana.Pretraining;
using Lana.Problem;
using Lana.Profiling;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace Lana.Pipeline;

/// <summary>What stands in the way outside the data: the run directory, memory, disk space, native libraries, the
/// export.</summary>
[Collection(TorchCollection.Name)]
public sealed class PreflightMachineTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly FakeMeter _meter = new((_, _) => 1.0);
    private readonly LogLines<Accelerator> _log = new() { Minimum = LogLevel.Warning };
    private readonly Network _teacher = Some.Teacher();

    public void Dispose()
    {
        _teacher.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Accelerate_RunDirectoryUnderAFile_IsRefusedAndTheFileStays()
    {
        _scratch.File("file", [1, 2, 3]);

        var failure = await RefusalAsync(_scratch.File("file", "run"), new FakeMachine());

        Assert.Contains("- run directory: '", failure.Message, StringComparison.Ordinal);
        var cause = Assert.IsType<OutputException>(failure.InnerException);
        Assert.StartsWith(_scratch.File("file"), cause.Path, StringComparison.Ordinal);
        Assert.Equal("file", Assert.Single(_scratch.Contents()).Key);
    }

    [Fact]
    public async Task Accelerate_RunDirectoryThatIsAFile_IsRefused()
    {
        var failure = await RefusalAsync(_scratch.File("file", [1, 2, 3]), new FakeMachine());

        Assert.Contains("- run directory: '", failure.Message, StringComparison.Ordinal);
        Assert.Equal("file", Assert.Single(_scratch.Contents()).Key);
    }

    [Fact]
    public async Task Accelerate_RunDirectoryWithTooLongAName_IsRefusedAndItsParentRemoved()
    {
        var failure = await RefusalAsync(_scratch.File("new", new string('n', 400), "run"), new FakeMachine());

        Assert.Contains("- run directory: '", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.Path));
    }

    [Fact]
    public async Task Accelerate_RunDirectoryWhereNobodyMayWrite_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a directory in which root cannot write.");

        var failure = await RefusalAsync("/proc/lana-run", new FakeMachine());

        Assert.Contains("- run directory: '/proc/lana-run' could not be written", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accelerate_ReadOnlyRunDirectory_IsRefused()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("root may write everywhere, and Windows has no such bits");
            return;
        }

        File.SetUnixFileMode(_scratch.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            var failure = await RefusalAsync(_scratch.Path, new FakeMachine());

            Assert.Contains("- run directory: '", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(_scratch.Path, (UnixFileMode)0b111_000_000);
        }
    }

    [Fact]
    public async Task Accelerate_SeveralProblems_AreInOneMessageAndNothingIsLeft()
    {
        var run = _scratch.File("new", "deep", "run");

        var failure = await RefusalAsync(run, new FakeMachine { FreeBytes = 0, MemoryBytes = 1 << 20 }, new Silent());

        Assert.Equal(3, failure.Problems.Count);
        Assert.Contains("- training data: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"- disk space: '{run}' is expected to need ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("its disk '/disk' has 0 MB free", failure.Message, StringComparison.Ordinal);
        Assert.Contains("- memory: the process is expected to need ", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.Path));
        Assert.Equal(0, _meter.Calls);
    }

    [Theory]
    [InlineData(0.2, true, false)]
    [InlineData(0.3, false, true)]
    [InlineData(1.2, false, true)]
    [InlineData(1.3, false, false)]
    public async Task Require_DiskSpaceAsAShareOfTheEstimate_IsRefusedOrWarnedOf(double share, bool isRefused, bool isWarned)
    {
        var needed = ForecastMemory.DiskBytes(Inputs(), Trainable());

        var (failure, warnings) = await CheckAsync(new FakeMachine { FreeBytes = (long)(share * needed) });

        Assert.Equal(isRefused, failure is not null);
        Assert.Equal(isWarned, warnings.Any(warning => warning.StartsWith("disk space: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Require_DirectoryThatHasTheFilesAlready_NeedsNoSpace()
    {
        _scratch.File("pool", new byte[ForecastMemory.DiskBytes(Inputs(), Trainable())]);

        var (failure, warnings) = await CheckAsync(new FakeMachine { FreeBytes = 0 });

        Assert.Null(failure);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task Require_DiskThatTellsNothing_IsNoProblem()
    {
        var (failure, warnings) = await CheckAsync(new FakeMachine { FreeBytes = null });

        Assert.Null(failure);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task Require_MemoryBelowTheEstimate_IsWarnedOf()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();

        var (failure, warnings) = await CheckAsync(new FakeMachine { MemoryBytes = process.PeakWorkingSet64 });

        Assert.Null(failure);
        Assert.StartsWith("memory: the process is expected to need ", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accelerate_TightDisk_LogsAWarningAndRuns()
    {
        var off = new FineTuningOptions { Epochs = 0 };
        var needed = ForecastMemory.DiskBytes(Inputs(off), Trainable());
        var accelerator = Make(_scratch.Path, new FakeMachine { FreeBytes = needed }, off);

        using var result = await accelerator.AccelerateAsync(
            _teacher, new TrainingData(Some.Images()), Budget.Latency(1.0), cancellationToken: TestContext.Current.CancellationToken);

        var (level, text) = Assert.Single(_log.Lines, line => line.Text.Contains("disk space", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Warning, level);
        Assert.StartsWith("The acceleration may not end: disk space: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accelerate_TeacherThatCannotBeExported_IsRefusedBeforeAnythingIsMeasured()
    {
        LoseDigits(_teacher);

        var failure = await RefusalAsync(_scratch.File("run"), new FakeMachine());

        var problem = Assert.Single(failure.Problems);
        Assert.StartsWith($"export of the teacher '{_teacher.Name}' to ONNX: ", problem, StringComparison.Ordinal);
        Assert.IsType<ParityException>(failure.InnerException);
        Assert.Equal(0, _meter.Calls);
        Assert.Empty(_scratch.Contents());
    }

    [Fact]
    public async Task Accelerate_WithoutOnnxRuntime_SaysSoTogetherWithTheRest()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The output folder has the libraries of Linux.");
        using var copy = new OutputCopy().Without("libonnxruntime.so").Without("google-ortools-native.so");

        var (exitCode, output) = await FreshProcess.RunAsync(
            typeof(PreflightMachineTests),
            nameof(Accelerate_WithoutNativeLibraries_NamesThemAndTheData),
            new Dictionary<string, string>(),
            copy.Path);

        Assert.True(exitCode == 0, output);
    }

    [Fact(Explicit = true)]
    public async Task Accelerate_WithoutNativeLibraries_NamesThemAndTheData()
    {
        var failure = await RefusalAsync(_scratch.File("run"), new FakeMachine(), new Silent());

        Assert.Equal(3, failure.Problems.Count);
        Assert.Contains("- OR-Tools: The native library of OR-Tools, ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("- ONNX Runtime: The native library of ONNX Runtime, ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("- training data: ", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_scratch.Contents());
    }

    [Fact]
    public void DiskOf_ADirectory_IsADiskWithSpace()
    {
        var disk = new MachineFacts().DiskOf(_scratch.Path);

        Assert.NotNull(disk);
        Assert.NotEmpty(disk.Value.Name);
        Assert.True(disk.Value.FreeBytes > 0);
        Assert.True(new MachineFacts().MemoryBytes > 1 << 20);
    }

    // A mean that the bias gives back: what torch rounds after subtracting, the file rounds after adding.
    private static void LoseDigits(Network network)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        const string Mean = ".running_mean";
        var (name, mean) = network.State.First(pair => pair.Key.EndsWith(Mean, StringComparison.Ordinal));
        Tensor Part(string part) => network.State.First(pair => pair.Key == name.Replace(Mean, part, StringComparison.Ordinal)).Value;
        mean.add_(1e6);
        Part(".bias").add_(Part(".weight").mul(1e6).div(Part(".running_var").sqrt()));
    }

    private IReadOnlyList<Candidate> Trainable() =>
        [.. Inputs().Candidates().Where(candidate => candidate.NeedsTraining)];

    private async Task<(PreflightException? Failure, IReadOnlyList<string> Warnings)> CheckAsync(FakeMachine machine)
    {
        try
        {
            return (null, await new Preflight(Inputs(), _scratch.Path, machine).RequireAsync());
        }
        catch (PreflightException failure)
        {
            return (failure, []);
        }
    }

    private ForecastInputs Inputs(FineTuningOptions? tuning = null) => new(
        Parts(tuning), new AcceleratorOptions(), new TeacherModel(_teacher), new TrainingData(Some.Images()), Budget.Latency(0.5))
    {
        Time = TimeProvider.System,
        CancellationToken = TestContext.Current.CancellationToken,
    };

    private AccelerationParts Parts(FineTuningOptions? tuning = null) => AccelerationParts.Default(
        SearchSpace.Named("identity", "efn_e1_k3"),
        _meter,
        new StageOptions
        {
            Pretraining = new PretrainingOptions { ImagesPerEpoch = 16, BatchSize = 8 },
            LatencyTable = new LatencyTableOptions { Networks = 0, TimeForPasses = TimeSpan.Zero },
            FineTuning = tuning ?? new FineTuningOptions(),
        });

    private Accelerator Make(string directory, IMachineFacts machine, FineTuningOptions? tuning = null) =>
        new(Parts(tuning), new AcceleratorOptions { RunDirectory = directory, RecalibrationImages = 16 }, logger: _log)
        {
            Machine = machine,
        };

    private Task<PreflightException> RefusalAsync(string directory, IMachineFacts machine, IBatchSource? train = null) =>
        Assert.ThrowsAsync<PreflightException>(() => Make(directory, machine).AccelerateAsync(
            _teacher,
            new TrainingData(train ?? Some.Images()),
            Budget.Latency(0.5),
            cancellationToken: TestContext.Current.CancellationToken));

    /// <summary>Images without labels.</summary>
    private sealed class Silent : IBatchSource
    {
        private readonly ImageArraySource _source = Some.Images();

        public int Count => _source.Count;

        public FeatureShape Shape => _source.Shape;

        public string Fingerprint => "silent";

        public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null)
        {
            using var batch = _source.Read(indices, augmentation);
            return new Batch(batch.Images.alias(), null);
        }
    }
}
