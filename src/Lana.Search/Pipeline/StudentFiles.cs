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
}
