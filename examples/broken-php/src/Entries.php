<?php
// The entries of the guestbook, in PostgreSQL.
declare(strict_types=1);

namespace Guestbook;

use PDO;

final class Entries
{
    private PDO $db;

    public function __construct(Settings $settings)
    {
        $this->db = new PDO($settings->dsn, $settings->user, $settings->password);
    }

    public function all(): array
    {
        return $this->db->query('SELECT author, text FROM entries ORDER BY id')->fetchAll(PDO::FETCH_ASSOC);
    }

    public function add(string $author, string $text): void
    {
        $this->db->prepare('INSERT INTO entries (author, text) VALUES (?, ?)')->execute([$author, $text]);
    }

    public function install(): void
    {
        $this->db->exec('CREATE TABLE entries (id serial PRIMARY KEY, author text, text text)');
    }
}
