using System.Text.Json.Serialization;

namespace Gatepost.Storage.Sqlite;

/// <summary>Writes and reads what lies on disk as JSON, without reflection. What is at its default is left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(StoredEnvelope))]
[JsonSerializable(typeof(StoredOrigin))]
[JsonSerializable(typeof(StoredProof))]
[JsonSerializable(typeof(StoredCourse))]
[JsonSerializable(typeof(StoredWaiver))]
internal sealed partial class StoredJson : JsonSerializerContext;
