using System.Reflection;
using BenchmarkDotNet.Attributes;
using Microsoft.ML.OnnxRuntime;

namespace Lana.Benchmarks.Comparing;

/// <summary>Compares ONNX files, for example a teacher and its student: derive an empty class and give it
/// <see cref="OnnxFilesAttribute"/>.</summary>
/// <remarks>The four files of this folder need only BenchmarkDotNet and ONNX Runtime, not Lana: copy them into a
/// project of your own. Input and output are allocated beforehand, execution is sequential.</remarks>
/// <example>
/// <code>
/// [OnnxFiles("teacher.onnx", "student.onnx")]
/// public class TeacherAndStudent : OnnxComparison;
/// </code>
/// </example>
public abstract class OnnxComparison : IDisposable
{
    private readonly OnnxFilesAttribute _files;
    private InferenceSession? _session;
    private RunOptions? _runOptions;
    private OrtIoBinding? _binding;
    private OrtValue[] _inputs = [];

    protected OnnxComparison() => _files = GetType().GetCustomAttribute<OnnxFilesAttribute>()
        ?? throw new InvalidOperationException($"Give {GetType().Name} the attribute [OnnxFiles(…)].");

    /// <summary>The file that is timed.</summary>
    [ParamsSource(nameof(Models))]
    public OnnxFile? Model { get; set; }

    /// <summary>The attribute's files.</summary>
    public IEnumerable<OnnxFile> Models => _files.Files.Select(OnnxFile.Find);

    [GlobalSetup]
    public void Open()
    {
        Prepare();
        using var options = new SessionOptions
        {
            IntraOpNumThreads = _files.Threads,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        };
        _session = new InferenceSession(Model!.Path, options);
        _runOptions = new RunOptions();
        _binding = _session.CreateIoBinding();
        _inputs = [.. _session.InputMetadata.Select(input => Bind(input.Key, input.Value))];
        foreach (var output in _session.OutputNames)
        {
            _binding.BindOutputToDevice(output, OrtMemoryInfo.DefaultInstance);
        }
    }

    [Benchmark]
    public void Run() => _session!.RunWithBinding(_runOptions!, _binding!);

    [GlobalCleanup]
    public void Dispose()
    {
        _binding?.Dispose();
        _runOptions?.Dispose();
        _session?.Dispose();
        foreach (var input in _inputs)
        {
            input.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Creates the files if they do not exist yet.</summary>
    protected virtual void Prepare()
    {
    }

    private OrtValue Bind(string name, NodeMetadata input)
    {
        var shape = input.Dimensions.Select(size => (long)(size < 1 ? _files.Batch : size)).ToArray();
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, input.ElementDataType, shape);
        if (input.ElementType == typeof(float))
        {
            Fill(value.GetTensorMutableDataAsSpan<float>());
        }

        _binding!.BindInput(name, value);
        return value;
    }

    // Neither zeros nor denormal numbers, which some kernels treat differently.
    private static void Fill(Span<float> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (i % 17 / 17.0f) - 0.5f;
        }
    }
}
