using Lana.Export;
using Lana.Parity;
using Lana.Weights;

namespace Lana.Pipeline;

/// <summary>The student's files in a run directory.</summary>
internal sealed class StudentFolder(string runDirectory)
{
    private const int Version = 2;

    public string WeightsPath { get; } = Path.Combine(runDirectory, "student.safetensors");

    public string OnnxPath { get; } = Path.Combine(runDirectory, "student.onnx");

    public string CheckpointPath { get; } = Path.Combine(runDirectory, "student", "checkpoint.safetensors");

    private string ArchitecturePath { get; } = Path.Combine(runDirectory, "student", "architecture.json");

    /// <summary>Writes weights, architecture and ONNX, and compares ONNX Runtime with TorchSharp.</summary>
    /// <exception cref="ParityException">They differ.</exception>
    public WrittenStudent Write(Network student, Selection selection, ulong seed, IBatchSource? images = null)
    {
        ModuleWeights.Save(student, WeightsPath);
        AtomicFile.WriteJson(
            ArchitecturePath, new StudentArchitecture(Version, selection, student.Definition.ToJson()));
        OnnxExporter.Export(student, OnnxPath);
        var parity = OnnxParity.Check(
            student, OnnxPath, seed: seed, tolerance: OnnxParity.ToleranceOf(student), images: images);
        return new WrittenStudent(ContentHash.OfFile(WeightsPath)) { Parity = parity };
    }

    /// <summary>Reads the weights of a student whose stage is recorded, and writes the other files again.</summary>
    /// <param name="student">The network that receives the weights.</param>
    /// <param name="selection">The candidates that it was assembled from.</param>
    /// <param name="hash">The hash of the weights when they were written.</param>
    /// <param name="record">The stage's file, for the message of an error.</param>
    /// <param name="seed">The seed of the parity check.</param>
    /// <param name="images">Images that the parity check compares, too.</param>
    /// <exception cref="DamagedFileException">The weights are missing or were changed.</exception>
    public OnnxParityResult Restore(
        Network student, Selection selection, string hash, string record, ulong seed, IBatchSource? images = null)
    {
        if (!File.Exists(WeightsPath) || ContentHash.OfFile(WeightsPath) != hash)
        {
            throw new DamagedFileException(
                WeightsPath, $"it is missing or was changed. Delete '{record}', and it is made again.");
        }

        ModuleWeights.Load(student, WeightsPath);
        return Write(student, selection, seed, images).Parity!;
    }

    /// <summary>Builds the student from its architecture and weights.</summary>
    public Network Load()
    {
        var definition = ReadDefinition();
        ThrowIfTooLarge(definition);
        var student = definition.Build();
        try
        {
            ModuleWeights.Load(student, WeightsPath);
            return student;
        }
        catch
        {
            student.Dispose();
            throw;
        }
    }

    // Runs before memory is allocated for the sizes in the definition. A stored number has at least two bytes.
    private void ThrowIfTooLarge(NetworkDefinition definition)
    {
        var length = new FileInfo(WeightsPath).Length;
        if (definition.Cost.Parameters > length / 2)
        {
            throw new DamagedFileException(
                ArchitecturePath,
                $"its network has {definition.Cost.Parameters} parameters, which the {length} bytes of '{WeightsPath}' " +
                "cannot hold. The two files belong to different students.");
        }
    }

    private NetworkDefinition ReadDefinition()
    {
        var version = JsonFile.ReadVersion(ArchitecturePath);
        if (version != Version)
        {
            throw new DamagedFileException(
                ArchitecturePath, $"it has version {version}; this Lana reads version {Version}.");
        }

        try
        {
            return NetworkDefinition.FromJson(JsonFile.Read<StudentArchitecture>(ArchitecturePath).Definition);
        }
        catch (Exception cause) when (cause is JsonException or ArgumentException)
        {
            throw new DamagedFileException(
                ArchitecturePath, $"its definition is not one of a network: {cause.Message}", cause);
        }
    }
}
