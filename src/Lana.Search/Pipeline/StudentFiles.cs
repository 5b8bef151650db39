using System.Text.Json;
using Lana.Export;
using Lana.Internal;
using Lana.Networks;
using Lana.Parity;
using Lana.Weights;

namespace Lana.Pipeline;

/// <summary>The files a student ships as.</summary>
public static class StudentFiles
{
    private const int Version = 2;

    /// <summary>Reads the student of a finished run back into TorchSharp, for example to train it on.</summary>
    /// <param name="runDirectory">The run's directory (<see cref="AccelerationResult.RunDirectory"/>), or a copy of its
    /// <c>student.safetensors</c> and <c>student/architecture.json</c>.</param>
    /// <returns>The network; the caller disposes it.</returns>
    /// <exception cref="FileNotFoundException">One of the two files is not there.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="DamagedFileException">The architecture cannot be read, or is of a newer version.</exception>
    /// <exception cref="SafetensorsException">The weights cannot be read, or are those of another network.</exception>
    public static Network Load(string runDirectory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(runDirectory);
        var student = ReadDefinition(ArchitecturePath(runDirectory)).Build();
        try
        {
            ModuleWeights.Load(student, WeightsPath(runDirectory));
            return student;
        }
        catch
        {
            student.Dispose();
            throw;
        }
    }

    /// <summary>Writes weights, architecture and ONNX, and checks that ONNX Runtime gives what TorchSharp
    /// gives.</summary>
    /// <exception cref="ParityException">It does not.</exception>
    internal static OnnxParityResult Write(RunDirectory run, Network student, MeasuredSelection selection, ulong seed)
    {
        ModuleWeights.Save(student, WeightsPath(run.Path));
        AtomicFile.WriteJson(
            ArchitecturePath(run.Path), new StudentArchitecture(Version, selection.Selection, student.Definition.ToJson()));
        var onnx = OnnxPath(run.Path);
        OnnxExporter.Export(student, onnx);
        return OnnxParity.Check(student, onnx, seed: seed);
    }

    internal static string WeightsPath(string runDirectory) => Path.Combine(runDirectory, "student.safetensors");

    internal static string OnnxPath(string runDirectory) => Path.Combine(runDirectory, "student.onnx");

    private static string ArchitecturePath(string runDirectory) => Path.Combine(runDirectory, "student", "architecture.json");

    private static NetworkDefinition ReadDefinition(string path)
    {
        var architecture = JsonFile.Read<StudentArchitecture>(path);
        if (architecture.Version != Version)
        {
            throw new DamagedFileException(
                path, $"it has version {architecture.Version}; this Lana reads version {Version}.");
        }

        try
        {
            return NetworkDefinition.FromJson(architecture.Definition);
        }
        catch (Exception cause) when (cause is JsonException or ArgumentException)
        {
            throw new DamagedFileException(path, $"its definition is none: {cause.Message}", cause);
        }
    }
}
