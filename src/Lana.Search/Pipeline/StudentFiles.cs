using Lana.Weights;

namespace Lana.Pipeline;

/// <summary>Reads the files of a student.</summary>
public static class StudentFiles
{
    /// <summary>Reads the student of a finished run into TorchSharp, for example to continue its training.</summary>
    /// <param name="runDirectory">The run's directory (<see cref="AccelerationResult.RunDirectory"/>), or a copy of its
    /// <c>student.safetensors</c> and <c>student/architecture.json</c>.</param>
    /// <returns>The network; the caller disposes it.</returns>
    /// <exception cref="FileNotFoundException">One of the two files is missing.</exception>
    /// <exception cref="DirectoryNotFoundException">The directory does not exist.</exception>
    /// <exception cref="DamagedFileException">The architecture cannot be read, or has another version.</exception>
    /// <exception cref="SafetensorsException">The weights cannot be read, or are those of another network.</exception>
    public static Network Load(string runDirectory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(runDirectory);
        return new StudentFolder(runDirectory).Load();
    }

    /// <summary>Reads the student of a finished run for export into its teacher's file.</summary>
    /// <param name="runDirectory">As for <see cref="Load(string)"/>.</param>
    /// <param name="teacher">The teacher of the run, imported again: <see cref="Export.OnnxExporter"/> keeps the inputs, outputs and
    /// unchanged nodes of its ONNX file. A teacher without a file changes nothing.</param>
    /// <returns>The network; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The teacher has another input or other outputs than the student.</exception>
    /// <exception cref="FileNotFoundException">One of the two files is missing.</exception>
    /// <exception cref="DirectoryNotFoundException">The directory does not exist.</exception>
    /// <exception cref="DamagedFileException">The architecture cannot be read, or has another version.</exception>
    /// <exception cref="SafetensorsException">The weights cannot be read, or are those of another network.</exception>
    public static Network Load(string runDirectory, Network teacher)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        var student = Load(runDirectory);
        if (student.Input != teacher.Input || !student.Definition.Outputs.SequenceEqual(teacher.Definition.Outputs)
            || !student.Definition.OutputShapes.SequenceEqual(teacher.Definition.OutputShapes))
        {
            student.Dispose();
            throw new ArgumentException(
                $"'{teacher.Name}' is not the teacher of the student in '{runDirectory}': its input or its outputs differ.",
                nameof(teacher));
        }

        return student.From(teacher.Template);
    }
}
